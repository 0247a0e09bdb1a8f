/** Convex's data model: values, names, ids. Knows neither HTTP nor Airbyte. */
@NullMarked
package dev.convexairbyte.values;

import org.jspecify.annotations.NullMarked;
