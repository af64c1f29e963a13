package io.p2pcredit.cli;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses who computes Ed25519 signatures: the fastest provider at hand that passes a test vector (RFC 8032, section
 * 7.1, test 2). A native one may be missing, be made for another machine, or fail to load: then it is the JDK's own.
 */
public final class SignatureProviders {
    private static final String ALGORITHM = "Ed25519";
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private static final String NATIVE_READS_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final byte[] PRIVATE_KEY = hex(
            "302e020100300506032b657004220420" + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    private static final byte[] PUBLIC_KEY =
            hex("302a300506032b6570032100" + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] MESSAGE = hex("72");
    private static final byte[] SIGNATURE = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    private SignatureProviders() {}

    public static Provider fastest() {
        return nativeProvider().filter(SignatureProviders::passes).orElseGet(SignatureProviders::ofTheJdk);
    }

    /** Everybody at hand who passes, by name, the fastest first. */
    public static Map<String, Provider> all() {
        Map<String, Provider> all = new LinkedHashMap<>();
        Stream.concat(nativeProvider().stream(), installed())
                .filter(SignatureProviders::passes)
                .forEach(provider -> all.putIfAbsent(provider.getName(), provider));
        return all;
    }

    static boolean passes(Provider provider) {
        try {
            return signs(provider) && verifies(provider);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** Reads keys only if told so before it is loaded. */
    private static Optional<Provider> nativeProvider() {
        System.setProperty(NATIVE_READS_KEYS, "true");
        try {
            return Optional.of(
                    (Provider) Class.forName(NATIVE).getField("INSTANCE").get(null));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Provider ofTheJdk() {
        return installed()
                .filter(SignatureProviders::passes)
                .findFirst()
                .orElseThrow(() -> new FailedException(
                        ExitCode.UNEXPECTED, "this Java cannot compute Ed25519 signatures: use Java 17 or newer"));
    }

    private static Stream<Provider> installed() {
        return Stream.ofNullable(Security.getProviders("Signature." + ALGORITHM))
                .flatMap(Arrays::stream);
    }

    private static boolean signs(Provider provider) throws GeneralSecurityException {
        PrivateKey key =
                KeyFactory.getInstance(ALGORITHM, provider).generatePrivate(new PKCS8EncodedKeySpec(PRIVATE_KEY));
        Signature signature = Signature.getInstance(ALGORITHM, provider);
        signature.initSign(key);
        signature.update(MESSAGE);
        return Arrays.equals(SIGNATURE, signature.sign());
    }

    private static boolean verifies(Provider provider) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance(ALGORITHM, provider).generatePublic(new X509EncodedKeySpec(PUBLIC_KEY));
        Signature signature = Signature.getInstance(ALGORITHM, provider);
        signature.initVerify(key);
        signature.update(MESSAGE);
        return signature.verify(SIGNATURE);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
