package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.trustline.Texts;

/** Text of foreign origin in a form that people can be shown. */
final class Shown {
    private static final int MAX_CHARS = 200;

    private Shown() {}

    static String text(String foreign) {
        String start = foreign.length() <= MAX_CHARS ? foreign : foreign.substring(0, MAX_CHARS) + "...";
        return Texts.printable(start);
    }
}
