package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.PlanStep;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of a payment in words. */
public final class Steps {
    private Steps() {}

    /** What is to be done: {@code pay 5}. */
    public static String planned(PlanStep step) {
        return step instanceof PlanStep.Pay ? "pay " + step.units() : "settle " + step.units() + " on Fakechain";
    }

    /** What was done, in one line. */
    public static String done(List<PlanStep> steps) {
        return steps.stream().map(Steps::done).collect(Collectors.joining(", "));
    }

    private static String done(PlanStep step) {
        return step instanceof PlanStep.Pay ? "paid " + step.units() : "settled " + step.units() + " on Fakechain";
    }
}
