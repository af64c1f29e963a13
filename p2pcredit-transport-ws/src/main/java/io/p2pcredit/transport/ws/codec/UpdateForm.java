package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.transport.ws.codec.JsonOutput.Form;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Updates: the entries, then the proof that covers them. */
final class UpdateForm {
    private UpdateForm() {}

    static Form of(Update update) {
        return out -> {
            out.beginObject();
            writeContents(update, out);
            out.endObject();
        };
    }

    static void writeContents(Update update, JsonOutput out) throws IOException {
        out.forms(Key.ENTRIES, update.entries().stream().map(EntryWriter::of).toList());
        out.form(Key.PROOF, ProofForm.of(update.signed()));
    }

    static Update readContents(JsonInput in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        in.beginArray(Key.ENTRIES);
        while (in.nextObject(Key.ENTRIES)) {
            entries.add(EntryReader.read(in));
        }
        SignedProof signed = ProofForm.required(in);
        return new Update(entries, signed);
    }
}
