package io.p2pcredit.transport.ws.internal.listening;

import io.p2pcredit.transport.ws.internal.FrameLimit;
import io.p2pcredit.transport.ws.internal.SocketConnection;
import io.p2pcredit.transport.ws.internal.Strangers;
import io.p2pcredit.transport.ws.internal.StrictDraft;
import io.p2pcredit.transport.ws.internal.Switchboard;
import io.p2pcredit.transport.ws.internal.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Makes connections of accepted sockets, before anything is read from them. On the server's selector thread. */
final class AcceptedSockets implements Entrance.Guests {
    private final Switchboard board;
    private final ListeningServer server;

    AcceptedSockets(Switchboard board, ListeningServer server) {
        this.board = board;
        this.server = server;
    }

    @Override
    public void take(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        FrameLimit limit = new FrameLimit();
        AcceptedSocket socket = new AcceptedSocket(server, new StrictDraft(limit));
        SocketConnection connection = new SocketConnection(board, new Wire(socket, () -> {}), limit);
        socket.setAttachment(connection);
        admit(connection, (InetSocketAddress) channel.getRemoteAddress());
        AcceptedChannel accepted = new AcceptedChannel(channel, connection, server::socketClosed);
        try {
            socket.begin(accepted, channel.register(selector, SelectionKey.OP_READ, socket));
            server.provideBuffer(socket);
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    private void admit(SocketConnection connection, InetSocketAddress remote) throws IOException {
        Strangers.Place place = board.strangers().admit(remote.getAddress(), connection::abort);
        if (!board.register(connection, place)) {
            place.release();
            throw new IOException("the transport is closed");
        }
        if (!server.admits()) {
            connection.discarded();
            throw new IOException("the server accepts no more");
        }
        connection.expectAuthentication();
    }
}
