/** The shape of an Airbyte connector: what it implements and how it is run. */
@NullMarked
package dev.convexairbyte.cdk;

import org.jspecify.annotations.NullMarked;
