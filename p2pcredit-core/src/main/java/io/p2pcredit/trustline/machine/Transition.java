package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;

/** What an input leads to. */
@Immutable
public sealed interface Transition {
    /** The line goes on from here; the effects are run once it is durable. */
    @Immutable
    record Moved(WorkingLine next, List<Effect> effects) implements Transition {
        public Moved {
            effects = List.copyOf(effects);
        }
    }

    /** Nothing has changed. */
    @Immutable
    record Refused(Refusal refusal) implements Transition {
        static Refused because(RefusalCode code) {
            return new Refused(Refusal.because(code));
        }

        static Refused because(RefusalCode code, long allowed) {
            return new Refused(Refusal.because(code, allowed));
        }
    }
}
