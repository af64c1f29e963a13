package io.p2pcredit.architecture.broken.store.jdbc;

import io.p2pcredit.architecture.broken.CuriousFacade;

/** A store that knows the façade. */
public record CuriousStore(CuriousFacade facade) {}
