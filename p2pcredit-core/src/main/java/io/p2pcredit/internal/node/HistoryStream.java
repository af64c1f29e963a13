package io.p2pcredit.internal.node;

import io.p2pcredit.EventStream;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import java.util.List;

/** Reads recorded events on from a cursor. */
final class HistoryStream implements EventStream {
    private final History history;
    private Cursor cursor;

    HistoryStream(History history, Cursor after) {
        this.history = history;
        this.cursor = after;
    }

    @Override
    public List<NodeEvent.Recorded> next(int max) {
        List<RecordedEvent> found = history.events(cursor, max);
        if (!found.isEmpty()) {
            cursor = found.get(found.size() - 1).cursor();
        }
        return found.stream()
                .map(event -> new NodeEvent.Recorded(event.cursor(), event.at(), event.event()))
                .toList();
    }
}
