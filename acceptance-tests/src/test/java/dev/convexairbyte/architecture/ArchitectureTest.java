package dev.convexairbyte.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, and what every room keeps to. */
@AnalyzeClasses(
    packages = "dev.convexairbyte",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("values")
          .definedBy("dev.convexairbyte.values..")
          .layer("cdk")
          .definedBy("dev.convexairbyte.cdk..")
          .layer("client")
          .definedBy("dev.convexairbyte.client..")
          .layer("stub")
          .definedBy("dev.convexairbyte.stub..")
          .layer("containers")
          .definedBy("dev.convexairbyte.testcontainers..")
          .layer("source")
          .definedBy("dev.convexairbyte.source..")
          .layer("destination")
          .definedBy("dev.convexairbyte.destination..")
          .layer("sync")
          .definedBy("dev.convexairbyte.sync..")
          .layer("acceptance")
          .definedBy("dev.convexairbyte.acceptance..", "dev.convexairbyte.demo..")
          .whereLayer("values")
          .mayOnlyBeAccessedByLayers("client", "stub", "source", "destination", "acceptance")
          .whereLayer("cdk")
          .mayOnlyBeAccessedByLayers("source", "destination", "sync", "acceptance")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("source", "destination", "acceptance")
          .whereLayer("stub")
          .mayOnlyBeAccessedByLayers("acceptance")
          .whereLayer("containers")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("source")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("destination")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("sync")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("acceptance")
          .mayNotBeAccessedByAnyLayer()
          .because("a part that knows less can be read, tested and replaced alone");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.convexairbyte.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule standardOutputHasOneOwner =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.convexairbyte.demo..")
          .and()
          .doNotHaveSimpleName("StandardStreams")
          .and()
          .resideOutsideOfPackages("dev.convexairbyte.stub.cli..", "dev.convexairbyte.sync.cli..")
          .should()
          .accessField(System.class, "out")
          .because("a stray print would tear a message");

  @ArchTest
  static final ArchRule namesSayWhatIsInside =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .because("a newcomer finds the room for a change by its name");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith("org.jspecify.annotations.NullMarked");
}
