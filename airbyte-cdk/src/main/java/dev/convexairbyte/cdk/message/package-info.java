/**
 * The messages of the Airbyte protocol, one record a struct, as {@code
 * airbyte_protocol/v0/airbyte_protocol.yaml} of airbytehq/airbyte-protocol defines them. Unknown
 * properties and explicit nulls are tolerated on input; absent values are left out on output.
 */
@NullMarked
package dev.convexairbyte.cdk.message;

import org.jspecify.annotations.NullMarked;
