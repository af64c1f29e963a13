package io.p2pcredit.transport.ws;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Ends TLS in front of a port, with a certificate of its own making for 127.0.0.1. */
final class TlsTunnel implements Closeable {
    private static final String PASSWORD = "only for this test";

    private final SSLContext context;
    private final SSLServerSocket server;
    private final URI target;

    TlsTunnel(URI target) throws Exception {
        this.target = target;
        this.context = context(Keys.KEYS);
        this.server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    /** Trusts the tunnel's certificate. */
    SSLContext trusting() {
        return context;
    }

    URI address(String host) {
        return URI.create("wss://" + host + ":" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            Socket far = new Socket(target.getHost(), target.getPort());
            inBackground(() -> pass(near, far));
            inBackground(() -> pass(far, near));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trustStore(keys));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** The certificate without its key: an entry with a key is no trusted one. */
    private static KeyStore trustStore(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("tunnel", keys.getCertificate("tunnel"));
        return trusted;
    }

    private static void inBackground(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                return; // one end has closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Made once: it takes a second. */
    private static final class Keys {
        private static final KeyStore KEYS = newKeyStore();

        private static KeyStore newKeyStore() {
            try {
                Path folder = Files.createTempDirectory("tunnel");
                Path file = folder.resolve("keys.p12");
                try {
                    return newKeyStore(file);
                } finally {
                    Files.deleteIfExists(file);
                    Files.delete(folder);
                }
            } catch (IOException | InterruptedException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static KeyStore newKeyStore(Path file)
                throws IOException, InterruptedException, GeneralSecurityException {
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            List<String> command = List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "tunnel",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=tunnel",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    file.toString());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return keys;
        }
    }

    private interface Task {
        void run() throws IOException;
    }
}
