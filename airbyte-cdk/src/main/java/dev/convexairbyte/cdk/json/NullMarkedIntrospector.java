package dev.convexairbyte.cdk.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Makes the nullness that the compiler checks hold for parsed records too: in a {@code @NullMarked}
 * package a component without {@code @Nullable} must be there and must not be null, and an explicit
 * null for a {@code @Nullable} one is Java's null, also for a JsonNode. Primitives keep their zero.
 */
final class NullMarkedIntrospector extends JacksonAnnotationIntrospector {

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    RecordComponent component = nullMarkedComponent(member);
    if (component == null) {
      return super.hasRequiredMarker(member);
    }
    return !isNullable(component);
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    RecordComponent component = nullMarkedComponent(annotated);
    if (component == null) {
      return super.findSetterInfo(annotated);
    }
    return isNullable(component)
        ? JsonSetter.Value.forValueNulls(Nulls.SKIP)
        : JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL);
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static @Nullable RecordComponent nullMarkedComponent(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)) {
      return null;
    }
    Class<?> type = parameter.getDeclaringClass();
    if (!type.isRecord() || !type.getPackage().isAnnotationPresent(NullMarked.class)) {
      return null;
    }
    RecordComponent component = type.getRecordComponents()[parameter.getIndex()];
    return component.getType().isPrimitive() ? null : component;
  }
}
