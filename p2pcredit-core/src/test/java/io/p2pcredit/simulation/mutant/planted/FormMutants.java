package io.p2pcredit.simulation.mutant.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import io.p2pcredit.simulation.mutant.Value;
import java.util.List;

/** Bytes that are written otherwise, or read too kindly. */
final class FormMutants {
    private static final String FORM = "trustline.entry.CanonicalForm";
    private static final String READER = "trustline.entry.CanonicalReader";
    private static final String PROOF = "trustline.entry.BalanceProof";

    private FormMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "writes two fields in the wrong order",
                                in(FORM + "$Writer", "open").mistakes("Entry$Open.granted", "asked"),
                                in(FORM + "$Writer", "open").at(2, 2).mistakes("Entry$Open.asked", "granted"))
                        .fails("trustline.entry.CanonicalFormTest#hasItsFieldsInTheirOrder"),
                planted(
                                "leaves the link before out of the chain",
                                in(FORM, "chained").leavesOut("Hash.writeTo"))
                        .fails("trustline.entry.GoldenVectorsTest"),
                planted(
                                "reads proofs of any version",
                                in(PROOF, "readFrom").at(1, 2).leavesOut("CanonicalReader.check"))
                        .fails("trustline.entry.CanonicalFormTest#aProofOfAnotherVersionIsMalformed"),
                planted(
                                "reads a proof with something locked",
                                in(PROOF, "readFrom").at(2, 2).leavesOut("CanonicalReader.check"))
                        .fails("trustline.entry.CanonicalFormTest#aProofWithSomethingLockedIsMalformed"),
                planted("reads any side", in(READER, "side").leavesOut("CanonicalReader.check"))
                        .fails("trustline.entry.CanonicalFormTest#aProofWithAnotherSideIsMalformed"),
                planted("does not look for the domain tag", in(READER, "expect").leavesOut("CanonicalReader.check"))
                        .fails("trustline.entry.CanonicalFormTest#aProofUnderAnotherTagIsMalformed"),
                planted(
                                "orders keys as signed numbers",
                                in("trustline.PublicKey", "compareTo")
                                        .at(1, 4)
                                        .mistakes("Long.compareUnsigned", "compare"))
                        .fails("trustline.ValuesTest"),
                planted(
                                "gives both debtors of a line the same keys",
                                in("trustline.SettlementKey", "of/3").answers("Side.number", 0))
                        .fails("trustline.ValuesTest"),
                planted(
                                "gives lines of two assets one name",
                                in("trustline.LineId", "between").answers("Asset.scale", 0))
                        .fails("trustline.ValuesTest"),
                planted(
                                "takes nothing for an amount",
                                in("trustline.Amount", "isValid").uses(0L, 1L))
                        .fails("trustline.ValuesTest"),
                planted("takes any name", in("trustline.PeerId", "isValid").returns(Value.of(true)))
                        .fails("trustline.ValuesTest"));
    }
}
