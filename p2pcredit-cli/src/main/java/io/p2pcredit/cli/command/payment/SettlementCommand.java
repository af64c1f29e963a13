package io.p2pcredit.cli.command.payment;

import io.p2pcredit.Resolution;
import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Settlements;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes the user's word for what became of a settlement that Fakechain cannot tell about. */
public final class SettlementCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "settlement",
            "resolve KEY paid|unpaid [--yes]",
            "says what became of one in doubt",
            "KEY is its first digits, as settlements shows it. Asks first, unless you say --yes.",
            "Look at both balances on Fakechain before: nobody can find out for you. Only paid may be taken back, until"
                    + " it is credited.");

    private final Desk desk;

    public SettlementCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        String action = words.next().orElseThrow(() -> words.misused("resolve is missing"));
        if (!action.equals("resolve")) {
            throw words.misused(Values.quoted(action) + " makes no sense here");
        }
        String key = words.next().orElseThrow(() -> words.misused("KEY is missing"));
        Resolution resolution = resolution(words);
        boolean confirmed = words.confirmation();
        words.end();
        resolve(settlement(key), resolution, confirmed);
        return Next.COMMAND;
    }

    private void resolve(Settlement settlement, Resolution resolution, boolean confirmed) {
        String word = resolution.name().toLowerCase(Locale.ROOT);
        String claim = Settlements.transfer(settlement) + " was " + word;
        if (!confirmed && !isWished(settlement, claim, word)) {
            desk.print("Nothing was said.");
            return;
        }
        Optional<Settlement> end =
                desk.outcome(desk.node().resolve(settlement.key(), resolution), settlement.peer(), settlement.units());
        desk.print(end.map(resolved -> "You said that " + claim + ". " + desk.standing(resolved.peer()))
                .orElse("That is under way; see: settlements"));
    }

    private boolean isWished(Settlement settlement, String claim, String word) {
        showBalances(settlement.peer());
        return desk.isWished(
                "say for good that " + claim,
                "settlement resolve " + Settlements.shortKey(settlement) + ' ' + word + " --yes");
    }

    /** What there is to go by. */
    private void showBalances(PeerId peer) {
        List<String> both = List.of(desk.node().self().name(), peer.name());
        desk.print("Fakechain: "
                + desk.answer(desk.chain().users()).stream()
                        .filter(user -> both.contains(user.name()))
                        .map(user -> user.name() + " has " + user.balance())
                        .collect(Collectors.joining(", ")));
    }

    private Settlement settlement(String key) {
        List<Settlement> meant = OpenSettlements.of(desk.node()).stream()
                .filter(settlement -> settlement.key().toString().startsWith(key.toLowerCase(Locale.ROOT)))
                .toList();
        if (meant.size() != 1) {
            throw new CommandFailedException(Values.quoted(key)
                    + (meant.isEmpty() ? " is the key of no open settlement" : " begins several keys: give more digits")
                    + ". See all: settlements");
        }
        return meant.get(0);
    }

    private static Resolution resolution(Words words) {
        String word = words.next().orElseThrow(() -> words.misused("paid or unpaid is missing"));
        return switch (word) {
            case "paid" -> Resolution.PAID;
            case "unpaid" -> Resolution.UNPAID;
            default -> throw words.misused(Values.quoted(word) + " makes no sense here");
        };
    }
}
