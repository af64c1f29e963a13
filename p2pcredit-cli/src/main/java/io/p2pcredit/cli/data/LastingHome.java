package io.p2pcredit.cli.data;

import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** That of a peer that comes back as itself: its data directory, and perhaps a database elsewhere. */
public final class LastingHome implements Home {
    private static final String TYPED = "typed-lines";
    private static final String USUAL_LEVEL = "INFO";

    private final DataDirectory directory;
    private final IdentityFile identity;
    private final Optional<StoreUrl> database;

    /** @param database where the trustlines are kept; in the directory if empty */
    public LastingHome(DataDirectory directory, PeerId owner, Optional<StoreUrl> database) {
        this.directory = directory;
        this.identity = new IdentityFile(directory.folder(), owner);
        this.database = database;
    }

    @Override
    public String openLog(Optional<String> level) {
        return Texts.printable(
                LogFile.open(directory, level.orElse(USUAL_LEVEL)).toString());
    }

    @Override
    public Optional<Path> typedLines() {
        try {
            return Optional.of(directory.ownFile(TYPED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public IdentityKey identity() {
        return identity;
    }

    @Override
    public Storage storage() {
        return database.map(StoreUrl::storage).orElseGet(() -> Stores.in(directory.folder()));
    }

    @Override
    public boolean isLasting() {
        return true;
    }

    @Override
    public String store() {
        String folder = Texts.printable(directory.folder().toString());
        return database.map(url -> url + "; the identity key in " + folder).orElse(folder);
    }

    @Override
    public Optional<Path> key() {
        return Optional.of(identity.file());
    }

    @Override
    public List<String> news() {
        return identity.news().stream().toList();
    }

    @Override
    public void close() {
        directory.close();
    }
}
