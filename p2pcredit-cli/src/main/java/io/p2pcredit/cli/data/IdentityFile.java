package io.p2pcredit.cli.data;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Password;
import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.keyfile.KeyFile;
import io.p2pcredit.keyfile.KeyFileException;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A peer's identity key in its data directory, encrypted with its password. For one thread. */
public final class IdentityFile implements IdentityKey {
    static final String NAME = "identity.pem";

    private final Path file;
    private final PeerId owner;
    private @Nullable KeyFile key;

    public IdentityFile(Path folder, PeerId owner) {
        this.file = folder.resolve(NAME);
        this.owner = owner;
    }

    @Override
    public Signer open(Password password, Provider signatures) {
        char[] secret = password.reveal();
        try {
            key = KeyFile.openOrCreate(file, owner, secret, signatures);
            return key;
        } catch (KeyFileException e) {
            LoggerFactory.getLogger(IdentityFile.class).warn("no identity", e);
            throw failure(e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /** Else a password that was mistyped the first time would be the right one from then on. */
    @Override
    public void withdraw() {
        if (isNew()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LoggerFactory.getLogger(IdentityFile.class).warn("cannot delete {}", file, e);
            }
        }
    }

    /** What there is to say about a key that was just made. */
    public Optional<String> news() {
        return isNew()
                ? Optional.of("A new identity key was made: " + Texts.printable(file.toString())
                        + ". Keep it: with your password it makes you " + owner + ".")
                : Optional.empty();
    }

    private boolean isNew() {
        return key != null && key.isNew();
    }

    public Path file() {
        return file;
    }

    private FailedException failure(KeyFileException e) {
        String name = "the identity key " + Texts.printable(file.toString());
        return switch (e.code()) {
            case WRONG_PASSWORD ->
                new FailedException(
                        ExitCode.IDENTITY,
                        "the password does not open " + name + ": give the one that " + owner
                                + " was first started with, or choose another folder with --data DIR");
            case OTHER_OWNER ->
                new FailedException(
                        ExitCode.IDENTITY,
                        name + " is not that of " + owner
                                + ": start the peer that it belongs to, or choose another folder with --data DIR");
            case DAMAGED ->
                new FailedException(
                        ExitCode.STORAGE,
                        name + " is damaged: bring it back from a copy. Without one " + owner
                                + " is a stranger to its peers: move the file away to make a new key");
            case NOT_PRIVATE ->
                new FailedException(
                        ExitCode.STORAGE,
                        name + " can be reached by others: make it private with chmod 600, if nobody has copied it");
            case FAILED ->
                new FailedException(
                        ExitCode.STORAGE,
                        name + " cannot be read or written: mend its permissions, or choose another folder with"
                                + " --data DIR");
        };
    }
}
