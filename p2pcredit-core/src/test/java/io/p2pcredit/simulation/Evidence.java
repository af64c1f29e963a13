package io.p2pcredit.simulation;

import java.util.List;

/**
 * What can be told of a run that went wrong, in rows.
 *
 * @param deeds what owners have done of their own accord, oldest first
 * @param newest what has happened last, oldest first
 * @param lines the ends of all lines: newest proofs as they were seen outside and as both have stored them, and what
 *     both see
 * @param transfers the ledger's, oldest first
 */
public record Evidence(List<Deed> deeds, List<String> newest, List<String> lines, List<String> transfers) {
    public Evidence {
        deeds = List.copyOf(deeds);
        newest = List.copyOf(newest);
        lines = List.copyOf(lines);
        transfers = List.copyOf(transfers);
    }
}
