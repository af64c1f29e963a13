package io.p2pcredit.transport.ws.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;

/** Makes the connections of accepted sockets, before anything is read from them. On the server's selector thread. */
final class AcceptedSockets implements WebSocketServerFactory {
    private final Switchboard board;
    private final ListeningServer server;

    AcceptedSockets(Switchboard board, ListeningServer server) {
        this.board = board;
        this.server = server;
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
        return createWebSocket(adapter, List.of(draft));
    }

    /** Ignores the server's own drafts: each connection has its own limit. */
    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
        FrameLimit limit = new FrameLimit();
        WebSocketImpl socket = new AcceptedSocket(adapter, new StrictDraft(limit));
        Wire wire = new Wire(socket, () -> {});
        socket.setAttachment(new SocketConnection(board, wire, limit));
        return socket;
    }

    /** @throws IOException to have the socket closed: there is no room for it */
    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
        WebSocketImpl socket = (WebSocketImpl) key.attachment();
        SocketConnection connection = socket.getAttachment();
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        Strangers.Place place =
                board.strangers().admit(remote.getAddress()).orElseThrow(() -> new IOException("too many strangers"));
        if (!board.register(connection, place)) {
            place.release();
            throw new IOException("the transport is closed");
        }
        if (!server.admits()) {
            connection.discarded();
            throw new IOException("the server accepts no more");
        }
        connection.expectAuthentication();
        return new AcceptedChannel(channel, connection, server::socketClosed);
    }

    @Override
    public void close() {}
}
