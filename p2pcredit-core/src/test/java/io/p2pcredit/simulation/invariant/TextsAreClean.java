package io.p2pcredit.simulation.invariant;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;

/**
 * I20: nothing that a node tells its owner has a control or bidirectional character in its words, whatever peers and
 * ledgers have said. Looks at payments with a memo, and at a share of everything else.
 */
public final class TextsAreClean implements Invariant {
    private static final String NAME = "I20 TextsAreClean";
    private static final int SHARE = 16;

    private int told;

    @Override
    public void told(PeerId at, NodeEvent event) {
        if (hasMemo(event) || told++ % SHARE == 0) {
            check(at, event.toString());
        }
    }

    @Override
    public void refusedWith(PeerId at, String words) {
        check(at, words);
    }

    private static boolean hasMemo(NodeEvent event) {
        return event instanceof NodeEvent.Recorded recorded
                && recorded.event() instanceof TrustlineEvent.Paid paid
                && !paid.payment().memo().isEmpty();
    }

    private static void check(PeerId at, String words) {
        for (int i = 0; i < words.length(); i++) {
            if (isUnclean(words.charAt(i))) {
                throw new Violation(
                        NAME, at + " tells of U+" + Integer.toHexString(words.charAt(i)) + " at " + i + " of " + words);
            }
        }
    }

    private static boolean isUnclean(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
