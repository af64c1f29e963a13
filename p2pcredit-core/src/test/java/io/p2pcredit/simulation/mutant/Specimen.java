package io.p2pcredit.simulation.mutant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something to be edited: what it should answer is plain to see. */
public final class Specimen {
    private int kept = 1;

    public int sum(int one, int other) {
        return Math.addExact(one, other);
    }

    public int difference(int one, int other) {
        return Math.subtractExact(one, other);
    }

    public boolean isBelow(int one, int other) {
        return one < other;
    }

    public int keep(int value) {
        kept = value;
        return kept;
    }

    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add("one");
        words.add("two");
        return words;
    }

    public String said(String word) {
        Optional<String> heard = Optional.of(word).map(each -> each.concat("!"));
        return heard.orElse("nothing");
    }

    /** Not what it is called instead of. */
    public static int product(int one, int other) {
        return one * other;
    }

    public static String whispered(String word) {
        return "(" + word + ")";
    }
}
