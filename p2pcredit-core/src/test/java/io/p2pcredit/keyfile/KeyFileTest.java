package io.p2pcredit.keyfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.p2pcredit.contract.SignerContract;
import io.p2pcredit.keyfile.KeyFileException.Code;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("identity.pem");
    }

    @Nested
    class AKeyJustMade extends SignerContract {
        @Override
        protected Signer signer() {
            return open();
        }
    }

    @Nested
    class AKeyFoundAgain extends SignerContract {
        @Override
        protected Signer signer() {
            PublicKey made = open().publicKey();
            KeyFile found = open();
            assertThat(found.publicKey()).isEqualTo(made);
            return found;
        }
    }

    @Nested
    class AKeyByAGivenProvider extends SignerContract {
        @Override
        protected Signer signer() {
            Ed25519 given = new Ed25519(Optional.of(Security.getProvider("SunEC")));
            return new Opening(new OwnFile(file), ALICE, passphrase(PASSWORD), given).openOrCreate();
        }
    }

    @Test
    void isNewOnce() {
        assertThat(open().isNew()).isTrue();
        assertThat(open().isNew()).isFalse();
    }

    @Test
    void isAnotherIdentityInAnotherFile() {
        assertThat(open().publicKey())
                .isNotEqualTo(open(folder.resolve("other.pem"), ALICE, PASSWORD).publicKey());
    }

    @Test
    void opensWhatOtherSoftwareHasEncrypted() throws IOException {
        store(golden());
        KeyFile found = open(file, ALICE, "schön");
        assertThat(found.publicKey().bytes().toHex())
                .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assertThat(found.isNew()).isFalse();
    }

    @Test
    void isNotTheIdentityOfAnotherName() {
        open();
        assertThatThrownBy(() -> open(file, PeerId.of("Bob"), PASSWORD))
                .hasMessage("the key file " + file + " is the identity of Alice, not of Bob")
                .isInstanceOfSatisfying(
                        KeyFileException.class, e -> assertThat(e.code()).isEqualTo(Code.OTHER_OWNER));
    }

    @Test
    void takesSomeWorkToOpen() {
        char[] password = PASSWORD.toCharArray();
        PublicKey made = KeyFile.openOrCreate(file, ALICE, password).publicKey();
        assertThat(KeyFile.openOrCreate(file, ALICE, password, Security.getProvider("SunEC"))
                        .publicKey())
                .isEqualTo(made);
        assertThat(password).as("the caller's").isEqualTo(PASSWORD.toCharArray());
        assertThat(KeyFileText.parse(content()).orElseThrow().encrypted().rounds())
                .isEqualTo(600_000);
    }

    @Test
    void looksDifferentEachTimeTheSameKeyIsEncrypted() {
        var keys = new Ed25519(Optional.empty()).generate().getPrivate();
        assertThat(EncryptedKey.of(keys, passphrase(PASSWORD)).encoded())
                .isNotEqualTo(EncryptedKey.of(keys, passphrase(PASSWORD)).encoded());
    }

    @Test
    void showsItsPublicKeyAndNothingElse() {
        KeyFile made = open();
        assertThat(made).hasToString("KeyFile[" + made.publicKey() + "]");
        assertThat(passphrase(PASSWORD).toString()).doesNotContain(PASSWORD);
    }

    @Test
    void takesNoEmptyPassword() {
        assertThatThrownBy(() -> open(file, ALICE, "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Nested
    class AWrongPassword {
        @ParameterizedTest
        @ValueSource(strings = {"correct hors", "correct horse ", "Correct horse", "correct\u0000horse", "c"})
        void isSaid(String wrong) {
            open();
            assertThat(failure(wrong)).isEqualTo(Code.WRONG_PASSWORD);
        }

        /** One in 256 decrypts to something with a valid end. */
        @Test
        void isSaidEachTime() {
            open();
            Set<Code> codes = new HashSet<>();
            for (int i = 0; i < 2_000; i++) {
                codes.add(failure("wrong " + i));
            }
            assertThat(codes).containsExactly(Code.WRONG_PASSWORD);
        }

        @Test
        void isNotInTheMessage() {
            open();
            assertThatThrownBy(() -> open(file, ALICE, "my other secret"))
                    .hasMessage("the key file " + file + " was encrypted with another password")
                    .hasNoCause();
        }

        @Test
        void leavesTheFileAsItIs() {
            PublicKey made = open().publicKey();
            Bytes before = content();
            failure("wrong");
            assertThat(content()).isEqualTo(before);
            assertThat(open().publicKey()).isEqualTo(made);
        }
    }

    @Nested
    class APassword {
        @ParameterizedTest
        @ValueSource(strings = {"a", "schön", "пароль", "🔑", "a b\tc", "-----BEGIN"})
        void mayBeAnyText(String password) {
            PublicKey made = open(file, ALICE, password).publicKey();
            assertThat(open(file, ALICE, password).publicKey()).isEqualTo(made);
            assertThat(failure(password + "x")).isEqualTo(Code.WRONG_PASSWORD);
        }
    }

    @Nested
    class Damage {
        private byte[] whole;

        @BeforeEach
        void make() {
            open();
            whole = content().toArray();
        }

        @Test
        void ofAnyByteIsNoticed() {
            for (int i = 0; i < whole.length; i++) {
                byte[] damaged = whole.clone();
                damaged[i] ^= 1;
                assertThat(parsed(damaged)).as("byte %s", i).isEmpty();
            }
        }

        @Test
        void byAnyCutIsNoticed() {
            for (int length = 0; length < whole.length; length++) {
                assertThat(parsed(Arrays.copyOf(whole, length)))
                        .as("length %s", length)
                        .isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", " ", "\0", "more"})
        void byWhatIsAddedIsNoticed(String more) {
            assertDamaged(join(whole, more.getBytes(US_ASCII)));
            assertDamaged(join(more.getBytes(US_ASCII), whole));
        }

        @Test
        void byOtherLineEndsIsNoticed() {
            assertDamaged(new String(whole, US_ASCII).replace("\n", "\r\n").getBytes(US_ASCII));
        }

        @Test
        void isWhatAFileOfAnotherKindIs() {
            assertDamaged("{\"key\": 1}".getBytes(US_ASCII));
            assertDamaged(new byte[64 * 1024 + 1]);
        }

        @Test
        void isWhatAFolderInItsPlaceIs() throws IOException {
            Files.delete(file);
            Files.createDirectory(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            assertThat(failure(PASSWORD)).isEqualTo(Code.DAMAGED);
        }

        @Test
        void makesNoNewKey() {
            store(new byte[0]);
            assertThat(failure(PASSWORD)).isEqualTo(Code.DAMAGED);
            assertThat(content().size()).isZero();
        }

        private static Optional<KeyFileText> parsed(byte[] content) {
            return KeyFileText.parse(Bytes.of(content));
        }

        private void assertDamaged(byte[] content) {
            store(content);
            assertThat(failure(PASSWORD)).as(new String(content, ISO_8859_1)).isEqualTo(Code.DAMAGED);
        }

        private static byte[] join(byte[] first, byte[] second) {
            byte[] joined = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, joined, first.length, second.length);
            return joined;
        }
    }

    /** Somebody has changed the file on purpose, and the checksum with it. */
    @Nested
    class AForgery {
        @Test
        void ofThePublicKeyIsNoticed() {
            open();
            KeyFileText own = KeyFileText.parse(content()).orElseThrow();
            PublicKey other = open(folder.resolve("other.pem"), ALICE, PASSWORD).publicKey();
            store(new KeyFileText(ALICE, own.encrypted(), other).content().toArray());
            assertThat(failure(PASSWORD)).isEqualTo(Code.DAMAGED);
        }

        /** A few bits mean nothing, such as those of the form's version. */
        @Test
        void ofAnyByteOfThePrivateKeyMakesNoOtherKey() {
            PublicKey made = open().publicKey();
            KeyFileText own = KeyFileText.parse(content()).orElseThrow();
            byte[] encrypted = own.encrypted().encoded().toArray();
            for (int i = 0; i < encrypted.length; i++) {
                byte[] forged = encrypted.clone();
                forged[i] ^= (byte) (1 << i % 8);
                store(withChecksum(own, forged));
                assertThat(outcome()).as("byte %s", i).isIn(made, Code.WRONG_PASSWORD, Code.DAMAGED);
            }
        }

        private Object outcome() {
            try {
                return open().publicKey();
            } catch (KeyFileException e) {
                return e.code();
            }
        }

        @Test
        void ofTheNameIsTheIdentityOfThatName() {
            open();
            KeyFileText own = KeyFileText.parse(content()).orElseThrow();
            store(new KeyFileText(PeerId.of("Bob"), own.encrypted(), own.publicKey())
                    .content()
                    .toArray());
            assertThat(failure(PASSWORD)).isEqualTo(Code.OTHER_OWNER);
        }

        @ParameterizedTest
        @CsvSource({"1.2.840.113549.1.5.13, 1.2.840.113549.1.5.12", "Alice, -Alice", "PUBLIC KEY, PUBLIC KEYS"})
        void ofTheFormIsNoticed(String part, String other) {
            assertThat(part).isNotEqualTo(other);
            open();
            String text = new String(content().toArray(), US_ASCII);
            String body = text.substring(0, text.lastIndexOf("SHA-256")).replace(part, other);
            store(withChecksum(body + ' '));
            assertThat(failure(PASSWORD)).isEqualTo(Code.DAMAGED);
        }

        private static byte[] withChecksum(KeyFileText text, byte[] encrypted) {
            String body = new String(text.content().toArray(), US_ASCII);
            Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
            String own = lines.encodeToString(text.encrypted().encoded().toArray());
            return withChecksum(
                    body.substring(0, body.lastIndexOf("SHA-256")).replace(own, lines.encodeToString(encrypted)));
        }

        private static byte[] withChecksum(String body) {
            Hash checksum = Hash.sha256(Bytes.of(body.getBytes(US_ASCII)).buffer());
            return (body + "SHA-256 of the above: " + checksum + '\n').getBytes(US_ASCII);
        }
    }

    @Nested
    @DisabledOnOs(OS.WINDOWS)
    class Permissions {
        @Test
        void areTheOwnersAlone() throws IOException {
            Path inNewFolders = folder.resolve("a").resolve("b").resolve("identity.pem");
            open(inNewFolders, ALICE, PASSWORD);
            assertThat(mode(inNewFolders)).isEqualTo("rw-------");
            assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
            assertThat(mode(folder.resolve("a").resolve("b"))).isEqualTo("rwx------");
        }

        @ParameterizedTest
        @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
        void ofTheOwnerAreTaken(String permissions) throws IOException {
            open();
            set(file, permissions);
            assertThat(open().isNew()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"rw-r-----", "rw--w----", "rw---x---", "rw----r--", "rw-----w-", "rw------x"})
        void ofOthersAreRefused(String permissions) throws IOException {
            open();
            set(file, permissions);
            assertThatThrownBy(() -> open())
                    .hasMessage("the key file " + file + " can be reached by others: chmod 600 " + file);
            assertThat(failure(PASSWORD)).isEqualTo(Code.NOT_PRIVATE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"rwxr-x---", "rwx--x--x", "rwx-w----"})
        void ofOthersToTheFolderAreRefused(String permissions) throws IOException {
            open();
            set(folder, permissions);
            assertThatThrownBy(() -> open())
                    .hasMessage(
                            "the key file " + file + " lies in a folder that others can reach: chmod 700 " + folder);
            Files.delete(file);
            assertThatThrownBy(() -> open())
                    .hasMessage("the key file " + file + " would lie in a folder that others can reach: chmod 700 "
                            + folder);
            assertThat(failure(PASSWORD)).isEqualTo(Code.NOT_PRIVATE);
            assertThat(file).doesNotExist();
        }

        private String mode(Path path) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        }

        private void set(Path path, String permissions) throws IOException {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    @Test
    void isNoFileThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertThat(failure(PASSWORD)).isEqualTo(Code.FAILED);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void leavesNothingElseInItsFolder() throws IOException {
        open();
        open();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void isOneKeyForAllWhoMakeItAtOnce() throws Exception {
        int makers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(makers);
        try {
            for (int round = 0; round < 5; round++) {
                Path contested = folder.resolve(round + ".pem");
                List<KeyFile> made = together(threads, makers, contested);
                assertThat(made.stream().map(KeyFile::publicKey).distinct()).hasSize(1);
                assertThat(made.stream().filter(KeyFile::isNew)).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<KeyFile> together(ExecutorService threads, int makers, Path contested) throws Exception {
        CyclicBarrier start = new CyclicBarrier(makers);
        List<Future<KeyFile>> all = new ArrayList<>();
        for (int i = 0; i < makers; i++) {
            all.add(threads.submit(() -> {
                start.await(20, TimeUnit.SECONDS);
                return open(contested, ALICE, PASSWORD);
            }));
        }
        List<KeyFile> made = new ArrayList<>();
        for (Future<KeyFile> one : all) {
            made.add(one.get(20, TimeUnit.SECONDS));
        }
        return made;
    }

    private KeyFile open() {
        return open(file, ALICE, PASSWORD);
    }

    /** With little work, so that many can be opened. */
    private static KeyFile open(Path file, PeerId owner, String password) {
        return new Opening(new OwnFile(file), owner, passphrase(password), new Ed25519(Optional.empty()))
                .openOrCreate();
    }

    private static Passphrase passphrase(String password) {
        return new Passphrase(password.toCharArray(), 1);
    }

    private Code failure(String password) {
        return catchThrowableOfType(KeyFileException.class, () -> open(file, ALICE, password))
                .code();
    }

    private Bytes content() {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void store(byte[] content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = KeyFileTest.class.getResourceAsStream("/golden/key-file.pem")) {
            return in.readAllBytes();
        }
    }
}
