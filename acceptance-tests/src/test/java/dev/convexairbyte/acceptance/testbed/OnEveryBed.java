package dev.convexairbyte.acceptance.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a class of tests on every test bed, which it gets in a field with {@code @Parameter}. A
 * class with one instance for all its tests has that one for both beds, so it must not run them at
 * once.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(TestBeds.class)
public @interface OnEveryBed {}
