package io.p2pcredit.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A data directory in which Alice has an identity already: hers takes little work to open. */
public final class AliceOnDisk {
    public static final String PASSWORD = "secret of Alice";
    public static final String FINGERPRINT = "3d40-17c3-e843-895a-92b7";

    private AliceOnDisk() {}

    /** A new file that is its owner's alone. */
    public static Path ownFile(Path file) throws IOException {
        return DataDirectory.ownFile(file);
    }

    /** Puts her key into the folder, for which its password is {@link #PASSWORD}. */
    public static Path moveIn(Path folder) throws IOException {
        Path file = DataDirectory.ownFile(folder.resolve(IdentityFile.NAME));
        try (InputStream in = AliceOnDisk.class.getResourceAsStream("/identity-of-alice.pem")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
