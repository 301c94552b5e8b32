package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Reached;

/** {@code crosscheck}. */
final class CrossCheckJson {
  private CrossCheckJson() {}

  static void crosscheck(ObjectNode node, CrossCheckSummary check) {
    node.put("solver", check.solver());
    NodeWriter.real(node, "reg_param", check.regParam());
    NodeWriter.real(node, "elastic_net_param", check.elasticNetParam());
    NodeWriter.real(node, "max_abs_coefficient_difference", check.maxAbsCoefficientDifference());
    NodeWriter.real(node, "objective_relative_difference", check.objectiveRelativeDifference());
    node.put("agrees", check.agrees());
    node.put("reason", check.reason());
    NodeWriter.real(node, "objective_tolerance", check.objectiveTolerance());
    NodeWriter.real(node, "coefficient_tolerance", check.coefficientTolerance());
    NodeWriter.real(node, "max_abs_fitted_difference", check.maxAbsFittedDifference());
    NodeWriter.object(node, "ours", check.ours(), CrossCheckJson::reached);
    NodeWriter.object(node, "mllib", check.mllib(), CrossCheckJson::reached);
  }

  static CrossCheckSummary crosscheck(JsonPart part) {
    return new CrossCheckSummary(
        part.textOrNull("solver"),
        part.realOrNull("reg_param"),
        part.realOrNull("elastic_net_param"),
        part.realOrNull("max_abs_coefficient_difference"),
        part.realOrNull("objective_relative_difference"),
        part.flagOrNull("agrees"),
        part.textOrNull("reason"),
        part.realOrNull("objective_tolerance"),
        part.realOrNull("coefficient_tolerance"),
        part.realOrNull("max_abs_fitted_difference"),
        part.partOrNull("ours", CrossCheckJson::reached),
        part.partOrNull("mllib", CrossCheckJson::reached));
  }

  private static void reached(ObjectNode node, Reached reached) {
    NodeWriter.real(node, "objective", reached.objective());
    NodeWriter.real(node, "kkt_violation", reached.kktViolation());
    NodeWriter.real(node, "r2", reached.r2());
  }

  private static Reached reached(JsonPart part) {
    return new Reached(
        part.realOrNull("objective"), part.realOrNull("kkt_violation"), part.realOrNull("r2"));
  }
}
