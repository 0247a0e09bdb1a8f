/** Where an application registers its functions and routes. */
@NullMarked
package dev.convexairbyte.stub.registration;

import org.jspecify.annotations.NullMarked;
