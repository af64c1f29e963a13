package io.p2pcredit.cli.shell;

import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.console.Suggestions;
import io.p2pcredit.cli.wording.Payments;
import io.p2pcredit.cli.wording.Settlements;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the Tab key offers: commands first, then what their synopsis asks for at that place. */
final class Completion implements Suggestions {
    private final Desk desk;
    private final Map<String, Command> commands;

    /** @param commands by name */
    Completion(Desk desk, Map<String, Command> commands) {
        this.desk = desk;
        this.commands = commands;
    }

    @Override
    public List<String> after(List<String> words) {
        if (words.isEmpty()) {
            return List.copyOf(commands.keySet());
        }
        Command command = commands.get(words.get(0));
        String[] places =
                command == null ? new String[0] : command.manual().arguments().split(" ");
        return words.size() > places.length
                ? List.of()
                : at(places[words.size() - 1].replaceAll("[\\[\\]]", ""), words);
    }

    /** @param place a word in capitals, which stands for something; or words to choose from */
    private List<String> at(String place, List<String> words) {
        return switch (place) {
            case "PEER" -> peers();
            case "ID" -> queued();
            case "COMMAND" -> List.copyOf(commands.keySet());
            case "KEY" -> words.get(0).equals("settlement") ? open() : List.of();
            default ->
                Stream.of(place.split("\\|"))
                        .filter(word -> word.matches("[a-z-]+"))
                        .toList();
        };
    }

    /** Those that have to do with this one. */
    private List<String> peers() {
        Stream<String> lines =
                desk.node().trustlines().stream().map(line -> line.peer().name());
        Stream<String> proposals =
                desk.node().proposals().stream().map(proposal -> proposal.peer().name());
        return Stream.concat(lines, proposals).distinct().toList();
    }

    private List<String> queued() {
        return desk.node().queued().stream()
                .map(payment -> Payments.shortId(payment.id()))
                .toList();
    }

    private List<String> open() {
        return desk.node().settlements().stream()
                .filter(settlement -> !settlement.status().isFinal())
                .map(Settlements::shortKey)
                .toList();
    }
}
