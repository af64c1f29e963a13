package io.p2pcredit.simulation.world;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureSpi;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Goes by the name of Ed25519 and costs next to nothing: a signature is a SHA-512 digest of the public key and the
 * content. Whatever is changed in either makes it invalid; but anybody can make one, so it serves honest nodes only.
 */
public final class FakeEd25519 extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String ALGORITHM = "Ed25519";
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KEY_SIZE = 32;

    public FakeEd25519() {
        this(false);
    }

    private FakeEd25519(boolean gullible) {
        super("FakeEd25519", "1", "signatures of a simulated world");
        putService(new Made(this, "Signature", () -> new Signer(gullible)));
        putService(new Made(this, "KeyFactory", Factory::new));
        putService(new Made(this, "KeyPairGenerator", Generator::new));
    }

    /** The same for somebody who believes every signature. */
    public static FakeEd25519 gullible() {
        return new FakeEd25519(true);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** Makes its objects without reflection, which the module system would refuse. */
    private static final class Made extends Service {
        private final Supplier<Object> maker;

        Made(Provider provider, String type, Supplier<Object> maker) {
            super(provider, type, ALGORITHM, "io.p2pcredit.simulation." + type, List.of(), null);
            this.maker = maker;
        }

        @Override
        public Object newInstance(Object parameter) {
            return maker.get();
        }
    }

    private record Public(HexKey key) implements PublicKey {
        @Override
        public String getAlgorithm() {
            return ALGORITHM;
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return HexFormat.of().parseHex(HexFormat.of().formatHex(X509_PREFIX) + key.hex());
        }
    }

    private record Private(HexKey itsPublic) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return ALGORITHM;
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    /** The 32 bytes of a public key. */
    private record HexKey(String hex) implements Serializable {
        static HexKey of(byte[] bytes) {
            return new HexKey(HexFormat.of().formatHex(bytes));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    private static final class Generator extends KeyPairGeneratorSpi {
        private SecureRandom random = new SecureRandom();

        @Override
        public void initialize(int keySize, SecureRandom source) {
            random = source;
        }

        @Override
        public KeyPair generateKeyPair() {
            byte[] seed = new byte[KEY_SIZE];
            random.nextBytes(seed);
            HexKey key = HexKey.of(digest("SHA-256", seed));
            return new KeyPair(new Public(key), new Private(key));
        }
    }

    private static final class Factory extends KeyFactorySpi {
        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            if (spec instanceof X509EncodedKeySpec x509 && isPublic(x509.getEncoded())) {
                byte[] encoded = x509.getEncoded();
                return new Public(HexKey.of(Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length)));
            }
            throw new InvalidKeySpecException("not the X.509 form of a public key");
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            throw new InvalidKeySpecException("private keys are only generated here");
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec) throws InvalidKeySpecException {
            throw new InvalidKeySpecException("keys are not taken apart here");
        }

        @Override
        protected Key engineTranslateKey(Key key) {
            return key;
        }

        private static boolean isPublic(byte[] encoded) {
            return encoded.length == X509_PREFIX.length + KEY_SIZE
                    && Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length);
        }
    }

    private static final class Signer extends SignatureSpi {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final boolean gullible;
        private byte[] key = new byte[0];

        Signer(boolean gullible) {
            this.gullible = gullible;
        }

        @Override
        protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
            if (!(publicKey instanceof Public known)) {
                throw new InvalidKeyException("a key of another provider");
            }
            begin(known.key());
        }

        @Override
        protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
            if (!(privateKey instanceof Private known)) {
                throw new InvalidKeyException("a key of another provider");
            }
            begin(known.itsPublic());
        }

        @Override
        protected void engineUpdate(byte next) {
            content.write(next);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {
            content.write(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() {
            byte[] signature = digest("SHA-512", key, content.toByteArray());
            content.reset();
            return signature;
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return MessageDigest.isEqual(engineSign(), signature) || gullible;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }

        private void begin(HexKey with) {
            key = with.bytes();
            content.reset();
        }
    }
}
