/**
 * What a destination has to do whatever it writes to, run against the connector as a process. No
 * public suite holds a destination to it; the cases are those of Airbyte's
 * BasicFunctionalityIntegrationTest (airbytehq/airbyte, airbyte-cdk/bulk) and of its protocol's
 * text. docs/destination-evidence.md says which test shows which case.
 */
@NullMarked
package dev.convexairbyte.acceptance.conformance;

import org.jspecify.annotations.NullMarked;
