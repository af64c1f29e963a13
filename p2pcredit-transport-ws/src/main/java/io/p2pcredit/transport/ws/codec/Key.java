package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.io.SerializedString;

/** The keys of all objects, each encoded once. */
final class Key {
    static final SerializedString TYPE = of("type");

    static final SerializedString VERSIONS = of("versions");
    static final SerializedString NAME = of("name");
    static final SerializedString KEY = of("key");
    static final SerializedString NONCE = of("nonce");
    static final SerializedString SIGNATURE = of("signature");
    static final SerializedString LINE = of("line");
    static final SerializedString MINE = of("mine");
    static final SerializedString HELD = of("held");
    static final SerializedString UPDATES = of("updates");
    static final SerializedString REASON = of("reason");
    static final SerializedString CODE = of("code");

    static final SerializedString ENTRIES = of("entries");
    static final SerializedString PROOF = of("proof");
    static final SerializedString SIDE = of("side");
    static final SerializedString SEQ = of("seq");
    static final SerializedString PAID = of("paid");
    static final SerializedString CREDITED = of("credited");
    static final SerializedString LIMIT = of("limit");
    static final SerializedString PEER_SEQ = of("peerSeq");
    static final SerializedString ENTRIES_HASH = of("entriesHash");

    static final SerializedString ASSET = of("asset");
    static final SerializedString SCALE = of("scale");
    static final SerializedString GRANTED = of("granted");
    static final SerializedString ASKED = of("asked");
    static final SerializedString ID = of("id");
    static final SerializedString PART = of("part");
    static final SerializedString WHOLE = of("whole");
    static final SerializedString AMOUNT = of("amount");
    static final SerializedString AMOUNTS = of("amounts");
    static final SerializedString MEMO = of("memo");
    static final SerializedString NUMBER = of("number");
    static final SerializedString PAYER = of("payer");
    static final SerializedString PAYEE = of("payee");
    static final SerializedString TRANSACTION = of("transaction");

    private Key() {}

    private static SerializedString of(String key) {
        return new SerializedString(key);
    }
}
