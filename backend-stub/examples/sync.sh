#!/bin/sh
# Copies all documents of a Convex deployment into a directory, and brings the copy up to date when it is run again.
#
#   sync.sh URL KEY OUTPUT_DIR
#
# OUTPUT_DIR/documents.jsonl   one document a line, sorted by component, table and id
# OUTPUT_DIR/cursor            the timestamp up to which the copy is complete
#
# Needs curl and jq. The copy has to fit into memory when it is merged.
set -eu
# Bytes are bytes: sed must not fail over characters that the locale does not know.
export LC_ALL=C

if [ "$#" -ne 3 ]; then
  echo "usage: sync.sh URL KEY OUTPUT_DIR" >&2
  exit 2
fi
url=$1
key=$2
out=$3

mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# get PATH [name=value]...: asks for a page and leaves it in $work/page.json; ends the script for anything but a 200.
get() {
  path=$1
  shift
  # A cursor of list_snapshot is JSON text, so every value is encoded.
  for pair; do
    set -- "$@" --data-urlencode "$pair"
    shift
  done
  # An empty body leaves no file, and must not leave that of the page before.
  rm -f "$work/raw.json"
  # curl has said why when it fails by itself: no connection, or a body that was cut.
  status=$(curl --silent --show-error --get --output "$work/raw.json" --write-out '%{http_code}' \
    --header "Authorization: Convex $key" "$@" "$url$path") || fail "no whole answer to GET $path"
  if [ "$status" != 200 ]; then
    # Errors are {"code", "message"}, but a proxy, or a 408 without a body, may answer anything.
    reason=$(jq -r 'select(.code) | "\(.code): \(.message)"' "$work/raw.json" 2>/dev/null) || reason=''
    fail "GET $path answered $status ${reason:-and gave no reason}"
  fi
  # Timestamps count nanoseconds and lie above 2^53. jq 1.6 reads every number into a double and would round them, so
  # they become strings before jq sees them. An unescaped quote after { or , only ever starts a key, so that no text of
  # a document is touched. In the format json the documents' own numbers always have a point or an exponent (64-bit
  # integers are strings there), so that no field of a document is touched either: its number does not end the value.
  sed -E \
    -e 's/([{,]"_ts":)([0-9]+)([,}])/\1"\2"\3/g' \
    -e 's/([{,]"snapshot":)([0-9]+)([,}])/\1"\2"\3/g' \
    -e 's/([{,]"cursor":)([0-9]+)([,}])/\1"\2"\3/g' \
    "$work/raw.json" >"$work/page.json"
}

fail() {
  echo "sync.sh: $1" >&2
  exit 1
}

# field NAME: a field of the page.
field() {
  jq -r ".$1" "$work/page.json"
}

# Walks all tables as they were at one moment. The first page chooses the snapshot.
list_full_snapshot() {
  get /api/list_snapshot format=json
  jq -c '.values[]' "$work/page.json" >>"$work/rows.jsonl"
  cursor=$(field snapshot)
  # A page may be empty with more to come: only hasMore tells the end.
  while [ "$(field hasMore)" = true ]; do
    # The snapshot goes with every cursor. Without it the deployment would take a new one for each page.
    get /api/list_snapshot format=json "snapshot=$cursor" "cursor=$(field cursor)"
    jq -c '.values[]' "$work/page.json" >>"$work/rows.jsonl"
  done
}

# Walks what was committed after the cursor, oldest first.
delta_sync() {
  more=true
  while [ "$more" = true ]; do
    get /api/document_deltas format=json "cursor=$cursor"
    jq -c '.values[]' "$work/page.json" >>"$work/rows.jsonl"
    next=$(field cursor)
    # The shell counts in 64-bit integers. A deployment answers a cursor from its future with its present.
    if [ "$next" -lt "$cursor" ]; then
      fail "the cursor lies ahead of the deployment, which may be another or a restored one; remove $out and start over"
    fi
    cursor=$next
    more=$(field hasMore)
  done
}

: >"$work/rows.jsonl"
: >"$work/copy.jsonl"
if [ -f "$out/cursor" ]; then
  cp "$out/documents.jsonl" "$work/copy.jsonl"
  cursor=$(cat "$out/cursor")
  delta_sync
else
  list_full_snapshot
fi

# Later rows win. Ids are unique within a component only. A deleted document may be one that was never here.
jq -n -c '
  reduce inputs as $row ({};
    ([$row._component, $row._table, $row._id] | tojson) as $document
    | if $row._deleted then del(.[$document]) else .[$document] = ($row | del(._deleted)) end)
  | to_entries | sort_by(.key) | .[].value
' "$work/copy.jsonl" "$work/rows.jsonl" >"$out/documents.jsonl.new"

# Each file is replaced at once, the cursor last. A run that dies in between repeats changes that are in the copy
# already, which ends at the same documents.
mv "$out/documents.jsonl.new" "$out/documents.jsonl"
echo "$cursor" >"$out/cursor.new"
mv "$out/cursor.new" "$out/cursor"

# Rows are lines: with -c, jq writes no other line breaks.
echo "$(wc -l <"$work/rows.jsonl" | tr -d ' ') rows read, $(wc -l <"$out/documents.jsonl" | tr -d ' ') documents in $out, complete up to $cursor"
