package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;
import java.util.OptionalLong;

/**
 * A request that was not carried out, and why. A value, not an error: whoever asked decides what to do.
 *
 * @param code the reason
 * @param allowed how much would have been allowed, in units, where an amount was the trouble
 */
@Immutable
public record Refusal(RefusalCode code, OptionalLong allowed) {
    public static Refusal because(RefusalCode code) {
        return new Refusal(code, OptionalLong.empty());
    }

    public static Refusal because(RefusalCode code, long allowed) {
        return new Refusal(code, OptionalLong.of(allowed));
    }

    public Advice advice() {
        return code.advice();
    }
}
