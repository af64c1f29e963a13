package io.p2pcredit.cli;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Finds out which command is meant, and runs it. A first word that is no command belongs to {@code start}, so that
 * {@code p2pcredit --local Alice 100} starts a peer.
 */
final class Program {
    private static final String USUAL = "start";
    private static final List<String> OF_ITS_OWN = List.of("help", "-h", "--help", "-V", "--version");

    private final Invocation invocation;
    private final Map<String, ProgramCommand> commands = new LinkedHashMap<>();

    Program(Invocation invocation) {
        this.invocation = invocation;
        add(new StartCommand());
        add(new FakechainCommand());
        add(new DemoCommand());
        add(new BenchCommand());
    }

    ExitCode run(String... arguments) {
        CommandLine commandLine = commandLine();
        try {
            return run(commandLine, commandLine.parseArgs(withCommand(arguments)));
        } catch (ParameterException e) {
            return misused(e, arguments);
        } catch (FailedException e) {
            return failed(e.code(), e.line());
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Program.class).error("unexpected", e);
            return failed(ExitCode.UNEXPECTED, "unexpectedly failed: " + Texts.printable(String.valueOf(e)));
        }
    }

    private ExitCode run(CommandLine commandLine, ParseResult line) {
        ParseResult last = line.hasSubcommand() ? line.subcommand() : line;
        if (last.isVersionHelpRequested()) {
            invocation.out().println("p2pcredit " + version());
            return ExitCode.FINE;
        }
        if (last.isUsageHelpRequested() || last.commandSpec().name().equals("help")) {
            return help(commandLine, last);
        }
        ProgramCommand command = commands.get(last.commandSpec().name());
        return command == null
                ? failed(ExitCode.USAGE, "say what to do; see p2pcredit help")
                : command.run(last, invocation);
    }

    private ExitCode help(CommandLine commandLine, ParseResult line) {
        CommandLine explained = commandLine.getSubcommands().get(topic(line));
        (explained == null ? commandLine : explained).usage(invocation.out(), Ansi.OFF);
        return ExitCode.FINE;
    }

    /** The command to explain; nothing of that name means all of them. */
    private static String topic(ParseResult line) {
        String name = line.commandSpec().name();
        return name.equals("help") ? line.matchedPositionalValue(0, "") : name;
    }

    private String[] withCommand(String... arguments) {
        if (arguments.length == 0 || isCommand(arguments[0])) {
            return arguments;
        }
        String[] complete = new String[arguments.length + 1];
        complete[0] = USUAL;
        System.arraycopy(arguments, 0, complete, 1, arguments.length);
        return complete;
    }

    private CommandLine commandLine() {
        CommandSpec root = CommandSpec.create().name("p2pcredit");
        root.usageMessage()
                .description("Trustlines between peers: credit, payments, and settlement on Fakechain.")
                .footer(
                        "",
                        "Without a command it is start: p2pcredit --port 4001 --local Alice 100",
                        "More about one command: p2pcredit help COMMAND",
                        "",
                        "Exit codes: 0 fine, 1 unexpected, 2 wrong usage, 3 debts left, 4 Fakechain not",
                        "reachable, 5 storage, 6 name taken or wrong password, 7 command refused",
                        "(with --fail-fast), 8 cannot listen.");
        root.addOption(helpOption());
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("shows the version")
                .build());
        commands.forEach(
                (name, command) -> root.addSubcommand(name, command.spec().addOption(helpOption())));
        root.addSubcommand("help", helpSpec());
        return new CommandLine(root).setExpandAtFiles(false); // or an argument would name a file of more arguments
    }

    private CommandSpec helpSpec() {
        CommandSpec help = CommandSpec.create().name("help");
        help.usageMessage().description("explains a command");
        Options.Form<String> topic = text -> {
            if (!commands.containsKey(text)) {
                throw Values.malformed(text, "a command", String.join(", ", commands.keySet()));
            }
            return text;
        };
        return help.addPositional(Options.parameter(0, "COMMAND", topic, String.class, "the command").toBuilder()
                .required(false)
                .arity("0..1")
                .build());
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("shows this text")
                .build();
    }

    private boolean isCommand(String word) {
        return commands.containsKey(word) || OF_ITS_OWN.contains(word);
    }

    private ExitCode misused(ParameterException e, String... arguments) {
        boolean single = arguments.length == 1 && !isCommand(arguments[0]) && PeerId.isValid(arguments[0]);
        return failed(ExitCode.USAGE, single ? unknown(arguments[0]) : new Misuse(e).line());
    }

    /** About a name without a balance, which may well be meant as a command. */
    private String unknown(String word) {
        return Values.quoted(word) + " is not a command: expected " + String.join(", ", commands.keySet())
                + ", help, or a USERNAME with its STARTING_BALANCE; see p2pcredit help";
    }

    private ExitCode failed(ExitCode code, String line) {
        invocation.err().println("p2pcredit: " + line);
        invocation.err().flush();
        return code;
    }

    private static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private void add(ProgramCommand command) {
        commands.put(command.spec().name(), command);
    }
}
