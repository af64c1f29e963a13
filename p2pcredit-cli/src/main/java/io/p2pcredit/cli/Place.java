package io.p2pcredit.cli;

import io.p2pcredit.cli.data.DataDirectory;
import io.p2pcredit.cli.data.Home;
import io.p2pcredit.cli.data.LastingHome;
import io.p2pcredit.cli.data.PassingHome;
import io.p2pcredit.cli.data.StoreUrl;
import io.p2pcredit.trustline.PeerId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where a peer's data is to be, as its user says.
 *
 * @param folder its data directory; empty if nothing is to be stored
 * @param database where its trustlines are kept instead
 */
record Place(PeerId owner, Optional<Path> folder, Optional<StoreUrl> database) {
    private static final String DATA = "--data";
    private static final String STORE = "--store";
    private static final String EPHEMERAL = "--ephemeral";

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.valued(
                DATA,
                "DIR",
                Values::path,
                Path.class,
                "folder for trustlines, identity key and log (the platform's, per name)"));
        spec.addOption(Options.valued(
                STORE,
                "JDBC-URL",
                StoreUrl::parse,
                String.class,
                "keep the trustlines in this PostgreSQL database; the rest stays in the folder"));
        spec.addOption(Options.flag(EPHEMERAL, "store nothing: the peer can come back only as a stranger"));
    }

    static Place of(PeerId owner, ParseResult line, Invocation invocation) {
        Optional<Path> folder = Options.valueOf(line, DATA);
        Optional<String> database = Options.valueOf(line, STORE);
        if (line.hasMatchedOption(EPHEMERAL)) {
            for (String other : List.of(DATA, STORE)) {
                if (line.hasMatchedOption(other)) {
                    throw StartOptions.usage(EPHEMERAL + " stores nothing, so " + other + " makes no sense with it");
                }
            }
            return new Place(owner, Optional.empty(), Optional.empty());
        }
        return new Place(
                owner,
                Optional.of(folder.orElseGet(() -> usual(owner, invocation))),
                database.map(url -> StoreUrl.of(url, invocation)));
    }

    /**
     * Takes it for this process.
     *
     * @throws FailedException with code 5 if it cannot be used
     */
    Home home() {
        return folder.<Home>map(path -> new LastingHome(DataDirectory.open(path), owner, database))
                .orElseGet(PassingHome::new);
    }

    private static Path usual(PeerId name, Invocation invocation) {
        Path home = Path.of(System.getProperty("user.home", "."));
        return DataDirectory.defaultFor(name, invocation, System.getProperty("os.name", ""), home);
    }
}
