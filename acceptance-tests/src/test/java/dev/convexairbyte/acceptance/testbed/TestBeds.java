package dev.convexairbyte.acceptance.testbed;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Both test beds; the images' is one for the whole run, which ends it. */
final class TestBeds implements ArgumentsProvider {

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return Stream.of(Arguments.of(new ProcessBed()), Arguments.of(images(context)));
  }

  private static ImageBed images(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(TestBeds.class))
        .getOrComputeIfAbsent(ImageBed.class, type -> new ImageBed(), ImageBed.class);
  }

  /** The images' alone. */
  static final class OfImages implements ArgumentsProvider {

    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Stream.of(Arguments.of(images(context)));
    }
  }
}
