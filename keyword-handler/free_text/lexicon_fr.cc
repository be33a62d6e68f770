// French: as lexicon_en.cc. Words stand without accents and apostrophes.
#include <array>

#include "keyword-handler/free_text/lexicon_rows.h"

namespace keyword_handler {
namespace {

using enum WordForm;

constexpr std::array kFrenchRows = {
    LexiconRow{"FILLER", kAsIs,
               "svp sil plait merci bonjour bonsoir salut madame monsieur veuillez priere "
               "suite immediatement maintenant vraiment juste simplement "
               "egalement aussi donc alors definitivement completement totalement "
               "absolument putain merde desole desolee pardon allo hello ok oh ah eh ben bah "
               "sincerement cordialement incessants incessantes inutiles quotidiens toutes"},
    LexiconRow{"plus", kAlias, "pu pus"},
    LexiconRow{"je veux", kAlias, "jveux jveu"},
    LexiconRow{"je suis", kAlias, "jsuis chuis chu"},
    LexiconRow{"je ne", kAlias, "jne"},
    LexiconRow{"j en", kAlias, "jen"},
    LexiconRow{"j ai", kAlias, "jai"},
    LexiconRow{"je me", kAlias, "jme"},
    LexiconRow{"je vais", kAlias, "jvais mvais"},
    LexiconRow{"c est", kAlias, "cest sest"},
    LexiconRow{"ce n est", kAlias, "cnest"},
    LexiconRow{"et", kAlias, "pis"},
    LexiconRow{"BARRIER", kAsIs, "et ou mais car parce puisque quand lorsque si sinon avant"},
    LexiconRow{"ARRET", kErVerb, "arret cess stopp arrett"},
    LexiconRow{"ARRET", kAsIs, "arreter arretez arrete cesser cessez stoper stopez "},
    LexiconRow{"ANNULER", kErVerb, "annul resili desactiv suspend"},
    LexiconRow{"ANNULER", kAsIs, "resilier resiliez resilie resiliation interrompre interrompez "
               "suspendre suspendez annulation"},
    LexiconRow{"UNSUB", kErVerb, "desabonn desinscri desabon desenregistr"},
    LexiconRow{"UNSUB", kAsIs,
               "desabonnement desabonnements desinscription desinscrire desinscrivez desinscris "
               "desabo desinscrit desinscrite desabonement desabonner desabonnes"},
    LexiconRow{"REMOVE", kErVerb, "retir enlev supprim effac ray ot radi elimin"},
    LexiconRow{"REMOVE", kAsIs, "exclure excluez suppression retrait otez rayez"},
    LexiconRow{"CONTACT", kErVerb,
               "contact text derang harcel sollicit embet appel spamm importun messag joign "
               "relanc bombard soul emmerd"},
    LexiconRow{"CONTACT", kAsIs,
               "ecrire ecrivez ecris ecrit ecriv joindre joignez relance spammer"},
    LexiconRow{"SEND", kErVerb, "envoy envoi adress transmet pouss"},
    LexiconRow{"SEND", kAsIs, "envoie envoies envoyez transmettre transmettez envoi envois"},
    LexiconRow{"SEND_ED", kAsIs, "envoyaient envoyait"},
    LexiconRow{"RECEIVE", kAsIs, "recevoir recois recevons recevez avoir voir entendre recevoir"},
    LexiconRow{"WANT", kAsIs,
               "veux veut voulons souhaite souhaitons souhaiterais desire desirons aimerais "
               "voudrais voudrions veus vx accepte aime prefere"},
    LexiconRow{"WANT", kErVerb, "souhait desir"},
    LexiconRow{"MESSAGE", kAsIs,
               "message messages texto textos sms pub pubs publicite publicites publicitaire "
               "publicitaires courriel courriels notification notifications spam spams mail "
               "mails texte textes newsletter newsletters infolettre infolettres sollicitation "
               "sollicitations communication communications publipostage mms msg msgs mesage "
               "mesages reclame reclames demarchage prospection envoi envois merdes conneries "
               "appels"},
    LexiconRow{"PROMO", kAsIs,
               "promo promos promotion promotions offre offres rappel rappels alerte alertes "
               "annonce annonces solde soldes coupons rabais reductions trucs "
               "sondages"},
    LexiconRow{"LIST", kAsIs,
               "liste listes base bases fichier fichiers systeme groupe registre registres "
               "programme contacts carnet repertoire donnees envois diffusion mailing"},
    LexiconRow{"SUBSCRIPTION", kAsIs,
               "abonnement abonnements inscription inscriptions abonement souscription service"},
    LexiconRow{"NUMBER", kAsIs,
               "numero numeros num tel telephone portable cellulaire cell mobile nom "
               "coordonnees contact donnees ligne fiche"},
    LexiconRow{"THING", kAsIs,
               "commande commandes rendez rdv reservation reservations livraison livraisons "
               "table article articles visite visites paiement paiements colis facture recu "
               "taille tailles couleur couleurs rouge bleu noir blanc vert robe chemise "
               "chaussures sac sacs oignon oignons fromage sauce gateau pain cafe vin biere "
               "repas plat menu place places billet billets cours seance atelier location "
               "achat retour remboursement carte adresse prix frais rouge voiture pneus "
               "chambre nuit hotel massage coupe coiffure tache magasin boutique heure heures "
               "autobus bus travail maladie tram metro panier formulaire lien code echange "
               "produit produits modele stock garantie alarme lumiere fuite eau douleur "
               "medicament ordonnance soumission devis photo photos cle cles neige pluie"},
    LexiconRow{"ME", kAsIs, "moi nous m me"},
    LexiconRow{"MY", kAsIs, "mon ma mes notre nos"},
    LexiconRow{"I", kAsIs, "je j"},
    LexiconRow{"YOU", kAsIs, "vous tu toi te"},
    LexiconRow{"YOUR", kAsIs, "votre vos ton ta tes"},
    LexiconRow{"THIS", kAsIs, "ce cet cette ces ca cela ceci c"},
    LexiconRow{"THEY", kAsIs, "il elle ils elles on"},
    LexiconRow{"NE", kAsIs, "ne n"},
    LexiconRow{"PAS", kAsIs, "pas plus jamais rien aucun aucune ni"},
    LexiconRow{"WRONG", kAsIs, "mauvais mauvaise faux fausse erreur erronee errone"},
    LexiconRow{"WRONG", kErVerb, "tromp"},
    LexiconRow{"PARTY", kAsIs,
               "numero num personne destinataire contact telephone tel numeros correspondant"},
    LexiconRow{"CONSENT", kAsIs,
               "consentement autorisation permission accord consens consentir consentis "
               "autorise autorisons"},
    LexiconRow{"WITHDRAW", kErVerb, "retir revoqu"},
    LexiconRow{"SIGNED", kAsIs,
               "inscrit inscrite inscris abonne abonnee demande demander consenti souscrit "
               "autorise autorisee accepte donne inscrits abonnes signe sollicite"},
    LexiconRow{"CUSTOMER", kAsIs, "client cliente clients membre patient patiente abonne abonnee"},
    LexiconRow{"BLOCK", kErVerb, "bloqu signal denonc"},
    LexiconRow{"THREAT", kAsIs,
               "cnil crtc harcelement plainte lcap arnaque arnaqueurs illegal spammeurs "
               "tribunal"},
    LexiconRow{"DIED", kAsIs, "decede decedee mort morte deces"},
    LexiconRow{"KIN", kAsIs,
               "mere pere mari femme epouse fils fille frere soeur maman papa "
               "conjoint chien chat ami amie"},
    LexiconRow{"", kAsIs,
               "suis es est sommes etes sont etait etre ete a ai as avons avez ont la le les l "
               "de du des d un une au aux en dans sur sous chez pour par avec sans que qui qu "
               "quoi comment pourquoi combien quel quelle quels ou y se s non oui peut peux "
               "pouvez voulez faire fais fait faites va vais allez venir viens vient bon bonne "
               "bons pret prete prets disponible demain aujourdhui hier matin soir midi apres "
               "bientot loin pres ici la-bas beaucoup peu trop assez tres mieux bien encore "
               "toujours personne connais connait connaissons interesse interessee interesses "
               "interessees interessent libre libres desole la malade content contente heureux "
               "heureuse sur sure certain certaine rien tout tous toute jour jours semaine mois "
               "mise mettre mets mettez fin finit suite question chose jusqu jusque route train "
               "retard contente partie faire encore autre autres ailleurs contente tranquille "
               "paix seul seule adresses prochain prochaine"},
};

}  // namespace

std::span<const LexiconRow> FrenchRows() { return kFrenchRows; }

}  // namespace keyword_handler
