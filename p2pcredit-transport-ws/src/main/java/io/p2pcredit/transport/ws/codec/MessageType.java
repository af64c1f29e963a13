package io.p2pcredit.transport.ws.codec;

/** The names of the kinds of message. */
final class MessageType {
    static final String HELLO = "hello";
    static final String AUTH = "auth";
    static final String RESUME = "resume";
    static final String PROGRESS = "progress";
    static final String PROPOSE = "propose";
    static final String DECLINE = "decline";
    static final String UPDATE = "update";
    static final String REFUSED = "refused";
    static final String BYE = "bye";

    private MessageType() {}
}
