package io.p2pcredit.cli.wording;

import io.p2pcredit.spi.Ledger.Capability;
import java.util.Set;

/** What a Fakechain can do for a settlement, in words. */
public final class Capabilities {
    private Capabilities() {}

    public static String text(Set<Capability> capabilities) {
        String paying = capabilities.contains(Capability.IDEMPOTENT_SUBMIT)
                ? "each transfer is made at most once"
                : "no transfer is asked for twice: after a lost answer you decide";
        return paying + "; " + (showTransfers(capabilities) ? "what comes is verified" : "you confirm what comes");
    }

    /** Whether a creditor can find there what was paid to it. */
    public static boolean showTransfers(Set<Capability> capabilities) {
        return capabilities.contains(Capability.LOOK_UP) || capabilities.contains(Capability.INCOMING);
    }
}
