package dev.convexairbyte.cdk.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * The one configuration of Jackson. Unknown properties are ignored, wrong types are not bent into
 * right ones, numbers keep every digit, and what is written never holds a raw line separator.
 */
public final class Json {

  private static final int LONGEST_STRING = 256 * 1024 * 1024;
  private static final int DEEPEST_TREE = 1000;
  private static final int LONGEST_BOUND_NUMBER = 1000;

  /** Whoever reads a record decides how deep is too deep; this only spares the memory. */
  private static final int DEEPEST_NESTING = 100_000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new LineSafeEscapes())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_STRING)
                  .maxNumberLength(LONGEST_STRING)
                  .maxNestingDepth(DEEPEST_NESTING)
                  .build())
          // Field names are user data: interning them, or failing a sync over how they hash, is
          // for formats with a known set of names.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /** Parsers and generators; enough where no object is bound, and much faster to load. */
  public static JsonFactory factory() {
    return FACTORY;
  }

  /** Trees and records. */
  public static ObjectMapper mapper() {
    return Binding.MAPPER;
  }

  /** Loaded at first use: {@code spec} answers without it. */
  private static final class Binding {

    private static final ObjectMapper MAPPER =
        JsonMapper.builder(
                FACTORY
                    .rebuild()
                    .streamReadConstraints(
                        FACTORY
                            .streamReadConstraints()
                            .rebuild()
                            .maxNumberLength(LONGEST_BOUND_NUMBER)
                            .maxNestingDepth(DEEPEST_TREE)
                            .build())
                    .build())
            .annotationIntrospector(new NullMarkedIntrospector())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .withCoercionConfig(
                LogicalType.Textual,
                coercions ->
                    coercions
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();
  }
}
