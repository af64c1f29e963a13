package io.p2pcredit.cli.command.payment;

import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.peer.Recordings;
import io.p2pcredit.cli.wording.Movement;
import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.PeerId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Shows what was paid and settled, newest last. */
public final class HistoryCommand implements Command {
    private static final int USUAL_ROWS = 20;

    private static final Manual MANUAL = Manual.of(
            "history",
            "[PEER] [-n N]",
            "shows payments and settlements, newest last",
            "The newest " + USUAL_ROWS + ", or N, with everybody or with PEER.",
            "queued: not signed for yet; sent: signed for, and not yet acknowledged;",
            "acknowledged: PEER has stored it and signed for that;",
            "in doubt: only the state had it that you gave up with reconcile theirs. Ask PEER.",
            "For settlements the state is that of their last step: see also settlements.");

    private final Desk desk;
    private final Recordings recordings;

    /** @param recordings what the history must have before it is shown */
    public HistoryCommand(Desk desk, Recordings recordings) {
        this.desk = desk;
        this.recordings = recordings;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        Optional<String> first = words.next();
        Optional<PeerId> peer = first.filter(word -> !word.equals("-n")).map(word -> words.value(Values::name, word));
        Optional<String> option = peer.isPresent() ? words.next() : first;
        int rows = option.map(word -> rows(words, word)).orElse(USUAL_ROWS);
        words.end();
        List<Movement> newest = desk.stored(() -> {
            recordings.awaitStored();
            return new Movements(desk.node(), peer).newest(rows);
        });
        show(newest);
        return Next.COMMAND;
    }

    private void show(List<Movement> newestFirst) {
        if (newestFirst.isEmpty()) {
            desk.print("Nothing was paid or settled.");
            return;
        }
        List<Movement> newestLast = new ArrayList<>(newestFirst);
        Collections.reverse(newestLast);
        Table table = Movement.table();
        newestLast.forEach(movement -> movement.addTo(table, ZoneId.systemDefault()));
        desk.print(table);
    }

    private static int rows(Words words, String option) {
        if (!option.equals("-n")) {
            throw words.misused(Values.quoted(option) + " makes no sense here");
        }
        return words.value(Values::rows, words.next().orElseThrow(() -> words.misused("N is missing")));
    }
}
