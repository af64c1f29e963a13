package io.p2pcredit.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Password;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final Provider SIGNATURES = Security.getProviders("Signature.Ed25519")[0];

    @TempDir
    private Path folder;

    private IdentityFile identity() {
        return new IdentityFile(folder, ALICE);
    }

    @Test
    void isMadeOnceAndSaidOnce() {
        IdentityFile first = identity();
        PublicKey made = key(first, "secret");
        IdentityFile second = identity();
        assertThat(key(second, "secret")).isEqualTo(made);
        assertThat(first.news())
                .contains("A new identity key was made: " + first.file()
                        + ". Keep it: with your password it makes you Alice.");
        assertThat(second.news()).isEmpty();
    }

    @Test
    void isTheOneThatWasMovedIn() throws IOException {
        AliceOnDisk.moveIn(folder);
        assertThat(key(identity(), AliceOnDisk.PASSWORD).fingerprint()).isEqualTo(AliceOnDisk.FINGERPRINT);
    }

    @Nested
    class Withdrawn {
        @Test
        void isGoneIfItIsNew() {
            IdentityFile identity = identity();
            key(identity, "mistyped");
            identity.withdraw();
            assertThat(identity.file()).doesNotExist();
        }

        @Test
        void staysIfItIsOld() throws IOException {
            Path file = AliceOnDisk.moveIn(folder);
            IdentityFile identity = identity();
            key(identity, AliceOnDisk.PASSWORD);
            identity.withdraw();
            assertThat(file).exists();
        }

        @Test
        void staysIfItWasNeverOpened() throws IOException {
            Path file = AliceOnDisk.moveIn(folder);
            identity().withdraw();
            assertThat(file).exists();
        }
    }

    @Nested
    class IsRefused {
        private Path file;

        @Test
        void underAWrongPassword() throws IOException {
            file = AliceOnDisk.moveIn(folder);
            assertRefused(
                    ExitCode.IDENTITY,
                    "the password does not open the identity key " + file + ": give the one that Alice was first"
                            + " started with, or choose another folder with --data DIR");
        }

        @Test
        void ifItIsThatOfAnotherPeer() throws IOException {
            file = AliceOnDisk.moveIn(folder);
            IdentityFile ofBob = new IdentityFile(folder, PeerId.of("Bob"));
            assertRefused(
                    ofBob,
                    ExitCode.IDENTITY,
                    "the identity key " + file + " is not that of Bob: start the peer that it belongs to, or choose"
                            + " another folder with --data DIR");
        }

        @Test
        void ifItIsDamaged() throws IOException {
            file = AliceOnDisk.moveIn(folder);
            Files.writeString(file, "nonsense");
            assertRefused(
                    ExitCode.STORAGE,
                    "the identity key " + file + " is damaged: bring it back from a copy. Without one Alice is a"
                            + " stranger to its peers: move the file away to make a new key");
            assertThat(file).hasContent("nonsense");
        }

        @Test
        @DisabledOnOs(OS.WINDOWS)
        void ifOthersCanReachIt() throws IOException {
            file = AliceOnDisk.moveIn(folder);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertRefused(
                    ExitCode.STORAGE,
                    "the identity key " + file + " can be reached by others: make it private with chmod 600, if nobody"
                            + " has copied it");
        }

        @Test
        void ifItCannotBeRead() throws IOException {
            file = Files.createSymbolicLink(folder.resolve(IdentityFile.NAME), folder.resolve("nowhere"));
            assertRefused(
                    ExitCode.STORAGE,
                    "the identity key " + file + " cannot be read or written: mend its permissions, or choose another"
                            + " folder with --data DIR");
        }

        private void assertRefused(ExitCode code, String line) {
            assertRefused(identity(), code, line);
        }

        private static void assertRefused(IdentityFile identity, ExitCode code, String line) {
            FailedException failure = catchThrowableOfType(FailedException.class, () -> key(identity, "another"));
            assertThat(failure.line()).isEqualTo(line);
            assertThat(failure.code()).isEqualTo(code);
        }
    }

    private static PublicKey key(IdentityFile identity, String password) {
        try (Password secret = Password.of(password)) {
            return identity.open(secret, SIGNATURES).publicKey();
        }
    }
}
