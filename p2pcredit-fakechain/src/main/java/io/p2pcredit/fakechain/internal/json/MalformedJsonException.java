package io.p2pcredit.fakechain.internal.json;

/**
 * Text that is no JSON, or JSON of another form than agreed. The message says what is wrong and repeats nothing of the
 * text.
 */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    public MalformedJsonException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
