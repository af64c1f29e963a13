package io.p2pcredit.transport.ws.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AcceptedSocketTest {
    @Test
    void isClosedIfWhatIsReceivedCannotBeRead() {
        AcceptedSocket socket = new IdleLibrary().openSocket(); // without the attachment that the draft looks for
        socket.decode(ByteBuffer.wrap("\u0081\u0080\0\0\0\0".getBytes(ISO_8859_1)));
        assertThat(socket.isClosed()).isTrue();
    }
}
