/**
 * The checks of Airbyte's connector acceptance test (CAT 3.9.8, airbytehq/airbyte,
 * airbyte-integrations/bases/connector-acceptance-test) for sources, one class of checks a section,
 * run against the connector as a process.
 */
@NullMarked
package dev.convexairbyte.acceptance.cat;

import org.jspecify.annotations.NullMarked;
