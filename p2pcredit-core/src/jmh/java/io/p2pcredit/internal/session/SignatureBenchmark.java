package io.p2pcredit.internal.session;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing a proof, and verifying it, each with everything that the node does around the provider. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    /** The provider that comes with the JDK, or a native one on the class path. */
    public enum Maker {
        JDK,
        CORRETTO
    }

    @Param
    public Maker provider = Maker.JDK;

    private final Bytes content = Bytes.of(new byte[BalanceProof.SIZE]);
    private InMemorySigner signer = InMemorySigner.generate();
    private Verifier verifier = new Verifier(Optional.empty());
    private Signature signature = signer.sign(content);

    @Setup
    public void load() throws ReflectiveOperationException {
        Provider chosen = chosen();
        signer = InMemorySigner.generate(chosen);
        verifier = new Verifier(Optional.of(chosen));
        signature = signer.sign(content);
    }

    private Provider chosen() throws ReflectiveOperationException {
        if (provider == Maker.JDK) {
            return Security.getProvider("SunEC");
        }
        String name = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
        System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
        return (Provider) Class.forName(name).getField("INSTANCE").get(null);
    }

    @Benchmark
    public Signature sign() {
        return signer.sign(content);
    }

    @Benchmark
    public boolean verify() {
        return verifier.verifies(signer.publicKey(), content, signature);
    }
}
