package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One interface of the server: its endpoints by path and method, and how it says that something went wrong. */
interface Routes {
    Map<String, Map<String, Endpoint>> endpoints();

    JsonNode error(Problem problem);
}
