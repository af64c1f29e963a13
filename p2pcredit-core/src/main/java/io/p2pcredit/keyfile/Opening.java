package io.p2pcredit.keyfile;

import io.p2pcredit.keyfile.KeyFileException.Code;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import java.security.KeyPair;
import java.util.Optional;

/** One attempt to get at the identity in a file. */
record Opening(OwnFile file, PeerId owner, Passphrase passphrase, Ed25519 ed25519) {
    KeyFile openOrCreate() {
        Optional<Bytes> found = file.read();
        return found.isPresent() ? open(found.get()) : create();
    }

    private KeyFile create() {
        KeyPair keys = ed25519.generate();
        EncryptedKey encrypted = EncryptedKey.of(keys.getPrivate(), passphrase);
        KeyFileText text = new KeyFileText(owner, encrypted, Ed25519.publicKey(keys));
        return file.create(text.content()) ? new KeyFile(ed25519.signer(keys), true) : openThatOfAnother();
    }

    /** Another process was faster. */
    private KeyFile openThatOfAnother() {
        return open(file.read().orElseThrow(() -> file.failure(Code.FAILED, "comes and goes")));
    }

    private KeyFile open(Bytes content) {
        KeyFileText text =
                KeyFileText.parse(content).orElseThrow(() -> file.failure(Code.DAMAGED, "is not as it was written"));
        if (!text.owner().equals(owner)) {
            throw file.failure(Code.OTHER_OWNER, "is the identity of " + text.owner() + ", not of " + owner);
        }
        KeyPair keys = text.encrypted()
                .open(passphrase)
                .flatMap(privateKey -> ed25519.pair(text.publicKey(), privateKey))
                .orElseThrow(() -> file.failure(Code.WRONG_PASSWORD, "was encrypted with another password"));
        if (!ed25519.belongTogether(keys)) {
            throw file.failure(Code.DAMAGED, "holds a public key that is not that of the private one");
        }
        return new KeyFile(ed25519.signer(keys), false);
    }
}
