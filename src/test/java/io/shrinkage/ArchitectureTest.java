package io.shrinkage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;

/** The dependency rule: the maths knows nothing, engines and libraries stay in their rooms. */
@AnalyzeClasses(packages = "io.shrinkage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ENGINE = {"org.apache.spark..", "org.apache.hadoop..", "scala.."};

  private static ArchRule only(String room, String... allowed) {
    return classes()
        .that()
        .resideInAPackage("io.shrinkage." + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .as(room + " depends on what lies to its left only");
  }

  @ArchTest
  static final ArchRule linalg =
      only(
          "linalg",
          "java..",
          "io.shrinkage.linalg",
          "com.sun.management",
          "dev.ludovic.netlib..",
          "jdk.incubator.vector");

  @ArchTest
  static final ArchRule objective =
      only("objective", "java..", "io.shrinkage.linalg", "io.shrinkage.objective");

  @ArchTest
  static final ArchRule statistics =
      only(
          "statistics",
          "java..",
          "io.shrinkage.linalg",
          "io.shrinkage.objective",
          "io.shrinkage.statistics");

  @ArchTest
  static final ArchRule solver =
      only(
          "solver",
          "java..",
          "io.shrinkage.linalg",
          "io.shrinkage.objective",
          "io.shrinkage.statistics",
          "io.shrinkage.solver");

  @ArchTest
  static final ArchRule selection =
      only(
          "selection",
          "java..",
          "io.shrinkage.linalg",
          "io.shrinkage.objective",
          "io.shrinkage.statistics",
          "io.shrinkage.solver",
          "io.shrinkage.selection");

  @ArchTest
  static final ArchRule featuresModelAndReportKnowNoEngine =
      noClasses()
          .that()
          .resideInAnyPackage("io.shrinkage.features", "io.shrinkage.model", "io.shrinkage.report")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "scala..",
              "io.shrinkage.spark..",
              "io.shrinkage.job..",
              "io.shrinkage.cli..",
              "io.shrinkage.config..");

  @ArchTest
  static final ArchRule jsonIsReadAndWrittenInModelAndReport =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.shrinkage.model", "io.shrinkage.report")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule theConfigurationLibraryStaysInConfig =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.shrinkage.config")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..");

  @ArchTest
  static final ArchRule theCommandLineLibraryStaysInCli =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.shrinkage.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule theEngineStaysInSparkAndJob =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.shrinkage.spark..", "io.shrinkage.job")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENGINE);

  @ArchTest
  static final ArchRule sparkKnowsNoJobAndNoCli =
      noClasses()
          .that()
          .resideInAPackage("io.shrinkage.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.shrinkage.job", "io.shrinkage.cli");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.shrinkage.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noChanceAndNoClockOutsideJob =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.shrinkage.job", "io.shrinkage.cli")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** What is read from a disk is JSON, CSV or a table, which cannot name a class to be made. */
  @ArchTest
  static final ArchRule noObjectIsDeserialized =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.io.ObjectInput.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder");

  @ArchTest
  static final ArchRule whatCrossesTheWireIsNoRecord =
      noClasses()
          .that()
          .resideInAnyPackage("io.shrinkage.statistics", "io.shrinkage.linalg")
          .and()
          .areAssignableTo(Serializable.class)
          .should()
          .beRecords();

  @ArchTest
  static final ArchRule onlyTheCommandLinePrintsAndExits =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.shrinkage.cli")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould(accessStandardStreams());

  private static com.tngtech.archunit.lang.ArchCondition<JavaClass> accessStandardStreams() {
    return com.tngtech.archunit.lang.conditions.ArchConditions.accessFieldWhere(
        DescribedPredicate.describe(
            "a standard stream",
            access ->
                access.getTargetOwner().isEquivalentTo(System.class)
                    && (access.getTarget().getName().equals("out")
                        || access.getTarget().getName().equals("err"))));
  }
}
