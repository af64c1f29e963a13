package io.p2pcredit.architecture.broken.spi;

import com.google.common.base.VerifyException;
import com.google.common.collect.ForwardingObject;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.hash.BloomFilter;
import com.google.common.hash.HashCode;
import com.google.common.net.HostAndPort;
import com.google.common.util.concurrent.RateLimiter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows foreign types in every place where a type can be. */
public abstract class Telling<T extends ImmutableMap<String, String>> extends ForwardingObject
        implements Supplier<ImmutableSortedSet<String>> {
    public static final List<String> SHOWN = List.of(
            "ImmutableMap",
            "ForwardingObject",
            "ImmutableSortedSet",
            "ImmutableList",
            "ImmutableSet",
            "HashCode",
            "VerifyException",
            "RateLimiter",
            "HostAndPort");

    public final Optional<ImmutableList<T>> field = Optional.empty();

    protected Telling(ImmutableSet<String> parameter) {}

    public abstract List<HashCode> returned() throws VerifyException;

    protected abstract <S extends RateLimiter> void typeParameter(S value);

    /** What is inside shows as well. */
    public static class Inside {
        protected void take(HostAndPort[] hosts) {}
    }

    BloomFilter<String> hidden() {
        throw new UnsupportedOperationException("not visible");
    }
}
