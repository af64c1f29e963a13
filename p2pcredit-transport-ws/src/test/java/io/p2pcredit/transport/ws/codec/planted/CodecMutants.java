package io.p2pcredit.transport.ws.codec.planted;

import static io.p2pcredit.simulation.mutant.Mutant.planted;
import static io.p2pcredit.simulation.mutant.Site.in;

import io.p2pcredit.simulation.mutant.Mutant;
import java.util.List;

/** Messages that are read too kindly, or written otherwise. */
final class CodecMutants {
    private static final String CODEC = "transport.ws.codec.MessageCodec";
    private static final String INPUT = "transport.ws.codec.JsonInput";
    private static final String MESSAGES = "transport.ws.codec.MessageReader";
    private static final String REFUSES = "transport.ws.codec.MessageCodecTest#";

    private CodecMutants() {}

    static List<Mutant> all() {
        return List.of(
                planted(
                                "reads no further than the end of a message",
                                in(MESSAGES, "read").leavesOut("JsonInput.end"))
                        .fails(REFUSES + "whatIsNotExactlyAMessage"),
                planted(
                                "passes over keys that it does not know",
                                in(INPUT, "endObject")
                                        .calls("JsonParser.nextToken", CodecBlunders.class, "endOfTheObject"))
                        .fails(REFUSES + "whatIsNotExactlyAMessage"),
                planted(
                                "takes keys in any place for the one that is due",
                                in(INPUT, "key").answers("JsonParser.nextFieldName", true))
                        .fails(REFUSES + "whatIsNotExactlyAMessage"),
                planted(
                                "takes numbers of any form",
                                in(INPUT, "expect")
                                        .calls("JsonParser.nextToken", CodecBlunders.class, "numberOfAnyForm"))
                        .fails(REFUSES + "numbersThatAreNotPlainDigits"),
                planted(
                                "takes negative numbers",
                                in(INPUT, "plainNumber").at(2, 2).leavesOut("JsonInput.check"))
                        .fails(REFUSES + "numbersThatAreNotPlainDigits"),
                planted("takes numbers beyond their last", in(INPUT, "number").leavesOut("JsonInput.check"))
                        .fails(REFUSES + "numbersBeyondTheirLast"),
                planted("takes totals that wrap", in(INPUT, "decimal").at(2, 2).leavesOut("JsonInput.check"))
                        .fails(REFUSES + "totalsThatAreNotPlainDecimals"),
                planted(
                                "takes totals that are written in any way",
                                in(INPUT, "isDecimal").returns(true))
                        .fails(REFUSES + "totalsThatAreNotPlainDecimals"),
                planted(
                                "takes two texts for the same bytes",
                                in(INPUT, "isLowerHex").returns(true))
                        .fails(REFUSES + "idsThatAreNotLowerCaseHexadecimal"),
                planted(
                                "takes proposals of any number of updates",
                                in(MESSAGES, "updates").leavesOut("JsonInput.check"))
                        .fails(REFUSES + "moreThanSixtyFourUpdates"),
                planted(
                                "takes messages of any size",
                                in(CODEC, "checkEncoding").at(1, 5).skips())
                        .fails(REFUSES + "messagesThatAreTooLarge"),
                planted(
                                "takes bytes that are no UTF-8",
                                in(CODEC, "checkEncoding").answers("Utf8.isWellFormed", true))
                        .fails(REFUSES + "textThatIsNotUtf8"),
                planted(
                                "takes keys of any length",
                                in(CODEC, "<clinit>").at(2, 2).uses(100_000, 32))
                        .fails(REFUSES + "keysThatAreTooLong"),
                planted(
                                "writes what is credited as paid",
                                in("transport.ws.codec.ProofForm", "write").mistakes("BalanceProof.paid", "credited"))
                        .fails("transport.ws.codec.GoldenFilesTest"),
                planted(
                                "writes what it holds as its own",
                                in("transport.ws.codec.MessageWriter", "resume")
                                        .mistakes("PeerMessage$Resume.mine", "held"))
                        .fails("transport.ws.codec.GoldenFilesTest"),
                planted(
                                "ends a session with another number",
                                in("transport.ws.codec.CloseNumbers", "of").uses(4_014, 4_013))
                        .fails("transport.ws.codec.CloseNumbersTest"));
    }
}
