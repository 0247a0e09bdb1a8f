#!/bin/sh
# Calls the example application with curl, as the documentation of Convex does.
#
#   call.sh CONVEX_URL SITE_URL
set -eu

if [ "$#" -ne 2 ]; then
  echo "usage: call.sh CONVEX_URL SITE_URL" >&2
  exit 2
fi
CONVEX_URL=$1
SITE_URL=$2

# A status of 400 and above ends the script.
curl() {
  command curl --fail --silent --show-error "$@"
  echo
}

curl -d '{ "author": "User 123", "body": "Hello world" }' \
  -H 'content-type: application/json' "$SITE_URL/postMessage"

curl "$CONVEX_URL/api/query" \
  -d '{"path": "messages:list", "args": {}, "format": "json"}' \
  -X POST -H "Content-Type: application/json"

curl "$CONVEX_URL/api/run/messages/list" \
  -d '{"args": {}, "format": "json"}' \
  -X POST -H "Content-Type: application/json"

curl "$CONVEX_URL/api/mutation" \
  -d '{"path": "sendMessage", "args": {"author": "User 234", "body": "Hi"}}' \
  -X POST -H "Content-Type: application/json"

curl -X GET "$SITE_URL/getMessagesByAuthor?author=User%20234"

curl -X GET "$SITE_URL/getAuthorMessages/User+234"

curl -X GET "$SITE_URL/myEndpoint"
