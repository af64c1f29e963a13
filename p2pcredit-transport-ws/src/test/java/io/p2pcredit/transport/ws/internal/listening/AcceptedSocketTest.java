package io.p2pcredit.transport.ws.internal.listening;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.transport.ws.internal.FrameLimit;
import io.p2pcredit.transport.ws.internal.IdleLibrary;
import io.p2pcredit.transport.ws.internal.StrictDraft;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AcceptedSocketTest {
    @Test
    void isClosedIfWhatIsReceivedCannotBeRead() {
        // without the attachment that the draft looks for
        AcceptedSocket socket =
                IdleLibrary.open(new AcceptedSocket(new IdleLibrary(), new StrictDraft(new FrameLimit())));
        socket.decode(ByteBuffer.wrap("\u0081\u0080\0\0\0\0".getBytes(ISO_8859_1)));
        assertThat(socket.isClosed()).isTrue();
    }
}
