package io.p2pcredit.internal.event;

import io.p2pcredit.internal.loop.Commit;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.machine.LineRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of a commit's events listeners are told: what comes back to a line that has lost it is no news, though the
 * history has it all.
 */
public final class News {
    private News() {}

    /** The events to be told, in order. */
    public static List<RecordedEvent> of(Commit commit, List<RecordedEvent> events) {
        Set<PeerId> restoring = commit.changes().stream()
                .filter(News::isRestoring)
                .map(Change::peer)
                .collect(Collectors.toSet());
        List<RecordedEvent> news = new ArrayList<>();
        for (RecordedEvent event : events) {
            if (event.event() instanceof TrustlineEvent.Restored) {
                restoring.remove(event.event().peer());
            }
            if (!restoring.contains(event.event().peer())) {
                news.add(event);
            }
        }
        return news;
    }

    private static boolean isRestoring(Change change) {
        return change.before().link().isRestoring()
                || change.after().link().isRestoring()
                || change.facts().stream().anyMatch(LineRecord.Returned.class::isInstance);
    }
}
