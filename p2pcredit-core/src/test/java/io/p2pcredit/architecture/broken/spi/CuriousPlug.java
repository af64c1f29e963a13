package io.p2pcredit.architecture.broken.spi;

import io.p2pcredit.architecture.broken.inmemory.PlainAdapter;

/** A plug point that knows an adapter. */
public record CuriousPlug(PlainAdapter adapter) {}
