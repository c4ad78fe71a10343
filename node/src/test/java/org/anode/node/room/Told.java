package org.anode.node.room;

import java.util.ArrayList;
import java.util.List;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;

/** Writes down what a room tells. */
class Told implements PeerRoom.Listener {
    /** @param what a word, and of messages the lane */
    record News(String what, PeerId peer, Bytes bytes) {}

    private final List<News> news = new ArrayList<>();
    private int resyncs;
    private int rerouted;

    @Override
    public synchronized void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        news.add(new News("connected", peer, Bytes.concat(deviceKey, agreementKey)));
    }

    @Override
    public synchronized void gone(PeerId peer) {
        news.add(new News("gone", peer, Bytes.EMPTY));
    }

    @Override
    public synchronized void received(PeerId peer, Lane lane, Bytes message) {
        news.add(new News(lane.name(), peer, message));
    }

    @Override
    public synchronized void resync() {
        resyncs++;
    }

    @Override
    public synchronized void rerouted(PeerId peer) {
        rerouted++;
    }

    /** Ever. */
    synchronized int rerouted() {
        return rerouted;
    }

    synchronized int resyncs() {
        return resyncs;
    }

    synchronized List<News> news() {
        return List.copyOf(news);
    }

    synchronized void forget() {
        news.clear();
        resyncs = 0;
    }

    synchronized List<String> words() {
        return news.stream().map(News::what).toList();
    }

    synchronized List<Bytes> messages() {
        return news.stream()
                .filter(one -> !one.what().equals("connected") && !one.what().equals("gone"))
                .map(News::bytes)
                .toList();
    }

    /** Who is there now. */
    synchronized List<PeerId> peers() {
        var there = new ArrayList<PeerId>();
        for (var one : news) {
            if (one.what().equals("connected")) there.add(one.peer());
            if (one.what().equals("gone")) there.remove(one.peer());
        }
        return there;
    }
}
