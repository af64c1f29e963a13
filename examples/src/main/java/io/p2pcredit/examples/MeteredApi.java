package io.p2pcredit.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A web service that is paid for each request. The customer pays for three requests with one batch, whose memo is a
 * ticket that only the two know, and shows the ticket with every request. Without one, or with a used one, the answer is
 * 402 Payment Required.
 */
public final class MeteredApi implements AutoCloseable {
    private static final long PRICE = 2;

    private final Map<String, Integer> paidFor = new ConcurrentHashMap<>();
    private final HttpServer server;

    private MeteredApi(CreditNode cashier) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weather", this::serve);
        server.start();
        cashier.onEvent(this::count);
    }

    private void count(NodeEvent event) {
        if (event instanceof NodeEvent.Recorded recorded && recorded.event() instanceof TrustlineEvent.Paid paid) {
            Payment payment = paid.payment();
            if (payment.direction() == Direction.INCOMING && payment.units() == PRICE * payment.count()) {
                paidFor.merge(payment.memo().text(), payment.count(), Integer::sum);
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String ticket = String.valueOf(exchange.getRequestHeaders().getFirst("Ticket"));
        boolean paid = paidFor.computeIfPresent(ticket, (key, left) -> left > 0 ? left - 1 : null) != null;
        byte[] answer = (paid ? "sunny" : "pay first").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(paid ? 200 : 402, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/weather");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        InMemoryWorld world = new InMemoryWorld();
        PeerId shop = PeerId.of("Weather");
        PeerId alice = PeerId.of("Alice");
        try (CreditNode cashier = CreditNode.builder(shop)
                        .in(world.with(shop, 0))
                        .inMemory()
                        .admission(AdmissionPolicy.upTo(100))
                        .start();
                MeteredApi api = new MeteredApi(cashier);
                CreditNode customer = CreditNode.builder(alice)
                        .in(world.with(alice, 500))
                        .inMemory()
                        .start()) {
            customer.propose(shop, CreditLimit.of(100)).join();
            String ticket = UUID.randomUUID().toString();
            System.out.println(ask(api, ticket));
            long[] prices = new long[3];
            Arrays.fill(prices, PRICE);
            customer.pay(PaymentOrder.batch(shop, Amounts.of(prices)).withMemo(ticket))
                    .acknowledged()
                    .join();
            System.out.println(askUntilServed(api, ticket)); // the payment may be stored before it is counted
            for (int i = 0; i < 3; i++) {
                System.out.println(ask(api, ticket));
            }
            System.out.println(customer.trustline(shop).orElseThrow().balance());
        }
    }

    private static String askUntilServed(MeteredApi api, String ticket) throws IOException, InterruptedException {
        String answer = ask(api, ticket);
        while (answer.startsWith("402")) {
            Thread.sleep(10);
            answer = ask(api, ticket);
        }
        return answer;
    }

    private static String ask(MeteredApi api, String ticket) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(api.address()).header("Ticket", ticket).build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
